import { beforeEach, describe, expect, test } from 'vitest';
import type {
  ContextQuery,
  CoursePassage,
  CourseSearch,
  Passage,
  SearchQuery,
} from '@/lib/search/course-search';
import { FallbackCourseSearch } from '@/lib/search/fallback-course-search';
import { TookTooLong } from '@/lib/time/took-too-long';
import { samplePassage } from '@/tests/support/sample-passage';

/** A search that does what a test says. */
class ScriptedSearch implements CourseSearch {
  asked = 0;
  passages = 1;
  answer: () => Promise<Passage[]>;

  constructor(readonly text: string) {
    this.answer = async () => [this.found];
  }

  get found(): Passage {
    return { ...samplePassage({ text: this.text }), score: 1 };
  }

  search(_: SearchQuery): Promise<Passage[]> {
    this.asked += 1;
    return this.answer();
  }

  async context({ id }: ContextQuery): Promise<CoursePassage[]> {
    this.asked += 1;
    const found = await this.answer();
    return found.filter((passage) => passage.id === id);
  }

  async size() {
    return { documents: this.passages, passages: this.passages };
  }
}

const query: SearchQuery = { query: 'topic', limit: 5 };
let primary: ScriptedSearch;
let local: ScriptedSearch;
let clock: number;
let told: string[];
let search: FallbackCourseSearch;

beforeEach(() => {
  primary = new ScriptedSearch('primary');
  local = new ScriptedSearch('local');
  clock = 0;
  told = [];
  search = new FallbackCourseSearch({
    primary,
    local,
    timeoutMs: 20,
    retryAfterMs: 1000,
    now: () => clock,
    onFallback: (reason) => told.push(reason),
    onRecovered: () => told.push('recovered'),
  });
});

const ask = async () => (await search.search(query)).map(({ text }) => text);
const down = () => Promise.reject(new Error('down'));
const never = () => new Promise<never>(() => {});

test('the primary answers while it can', async () => {
  await expect(ask()).resolves.toEqual(['primary']);
  expect([search.state(), told]).toEqual(['up', []]);
});

test('nothing is known of it before it was asked', () => {
  expect(search.state()).toBe('unknown');
});

test.each<[string, () => Promise<Passage[]>, string]>([
  ['is down', down, 'down'],
  ['does not answer', never, 'slow'],
  ['says itself that it took too long', () => Promise.reject(new TookTooLong(20)), 'slow'],
])('the local search answers while the primary %s', async (_, answer, state) => {
  primary.answer = answer;
  await expect(ask()).resolves.toEqual(['local']);
  expect([search.state(), told]).toEqual([state, [state]]);
});

test('the local search answers while the primary holds nothing of the book', async () => {
  primary.answer = async () => [];
  primary.passages = 0;
  await expect(ask()).resolves.toEqual(['local']);
  expect(search.state()).toBe('empty');
});

test('a primary that holds passages and finds none is believed', async () => {
  primary.answer = async () => [];
  await expect(ask()).resolves.toEqual([]);
  expect([local.asked, search.state()]).toEqual([0, 'up']);
});

test('a primary that was emptied is noticed', async () => {
  await ask();
  primary.answer = async () => [];
  primary.passages = 0;
  clock = 1000;
  await expect(ask()).resolves.toEqual(['local']);
});

describe('after a failure', () => {
  beforeEach(async () => {
    primary.answer = down;
    await ask();
    primary.asked = 0;
  });

  test('the primary is left alone for a while', async () => {
    clock = 999;
    await ask();
    expect(primary.asked).toBe(0);
  });

  test('it is used again without a restart, once it answers', async () => {
    primary.answer = async () => [primary.found];
    clock = 1000;
    await expect(ask()).resolves.toEqual(['primary']);
    expect([search.state(), told]).toEqual(['up', ['down', 'recovered']]);
  });

  test('it is left alone again if it still fails, and nobody is told twice', async () => {
    clock = 1000;
    await ask();
    clock = 1999;
    await ask();
    expect([primary.asked, told]).toEqual([1, ['down']]);
  });

  test('one question tries it, and the others do without it meanwhile', async () => {
    let answer: (passages: Passage[]) => void = () => {};
    primary.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    clock = 1000;
    const probe = ask();
    const others = await Promise.all([ask(), ask()]);
    answer([primary.found]);
    expect([await probe, ...others, primary.asked]).toEqual([['primary'], ['local'], ['local'], 1]);
  });

  test('another reason is told', async () => {
    primary.answer = never;
    clock = 1000;
    await ask();
    expect(told).toEqual(['down', 'slow']);
  });

  test('the size is that of the local search', async () => {
    local.passages = 7;
    await expect(search.size()).resolves.toEqual({ documents: 7, passages: 7 });
  });
});

describe('context', () => {
  test('is the primary’s, if it knows the passage', async () => {
    const found = await search.context({ id: primary.found.id, reach: 1 });
    expect(found.map(({ text }) => text)).toEqual(['primary']);
  });

  test('is the local search’s, if only that knows the passage', async () => {
    const found = await search.context({ id: local.found.id, reach: 1 });
    expect(found.map(({ text }) => text)).toEqual(['local']);
  });

  test('is the local search’s while the primary is down', async () => {
    primary.answer = down;
    const found = await search.context({ id: local.found.id, reach: 1 });
    expect([found.length, search.state()]).toEqual([1, 'down']);
  });

  test('that an empty primary cannot give does not count as its recovery', async () => {
    primary.answer = async () => [];
    primary.passages = 0;
    await ask();
    clock = 1000;
    await search.context({ id: local.found.id, reach: 1 });
    expect(told).toEqual(['empty']);
  });
});

test('the size is the primary’s, and that of the local search while the primary is empty', async () => {
  local.passages = 7;
  primary.passages = 0;
  await expect(search.size()).resolves.toEqual({ documents: 7, passages: 7 });
  expect(search.state()).toBe('empty');
});
