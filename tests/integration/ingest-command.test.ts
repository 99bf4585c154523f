import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { QdrantPassages } from '@/lib/search/qdrant/qdrant-passages';
import { featureVector } from '../support/feature-vector';
import { AFTER, BEFORE } from '../support/ingestion/changing-course';
import { type IngestEnd, runIngest, startIngest } from '../support/ingestion/ingest-process';
import { BOOK, COLLECTION, courseTexts, sorted, storedTexts } from '../support/ingestion/stored-book';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { samplePassage } from '../support/sample-passage';
import { ScriptedEmbeddings } from '../support/scripted-embeddings';
import { page, tinyCourse } from '../unit/course/tiny-course';

type TinyCourse = Awaited<ReturnType<typeof tinyCourse>>;

let qdrant: QdrantServer;
let embeddings: ScriptedEmbeddings;
let before: TinyCourse;
let after: TinyCourse;
let dataDir: string;
const courses: TinyCourse[] = [];

beforeAll(async () => {
  [before, after] = await Promise.all([tinyCourse(BEFORE), tinyCourse(AFTER)]);
});
afterAll(() => Promise.all([before?.remove(), after?.remove()]));

beforeEach(async () => {
  [qdrant, embeddings] = await Promise.all([QdrantServer.start(), ScriptedEmbeddings.start()]);
  dataDir = await mkdtemp(path.join(tmpdir(), 'ingest-command-'));
});

afterEach(async () => {
  await Promise.all([qdrant.goDown(), embeddings.stop(), ...courses.splice(0).map(({ remove }) => remove())]);
  await rm(dataDir, { recursive: true, force: true });
  expect(qdrant.violations).toEqual([]);
});

/** The command without a vector database. */
const local = (args: string[], env: Record<string, string> = {}) =>
  runIngest(args, { DATA_DIR: dataDir, COURSE_DIR: before.dir, BOOK_ID: BOOK, ...env });

/** The command with all there is. */
const whole = (args: string[], env: Record<string, string> = {}) =>
  local(args, { QDRANT_URL: qdrant.url, OPENAI_BASE_URL: embeddings.baseUrl, ...env });

async function course(files: Record<string, string>): Promise<string> {
  const made = await tinyCourse(files);
  courses.push(made);
  return made.dir;
}

const indexFile = () => path.join(dataDir, 'search', `${BOOK}.index`);

/** Requests that change what Qdrant holds. */
const changes = () =>
  qdrant.requests.filter(
    ({ method, path: at }) => method === 'PUT' || method === 'DELETE' || at.endsWith('/delete'),
  );

/** One line that says what is wrong, and no stack. */
function expectSentence({ stderr }: IngestEnd, saying: RegExp): void {
  expect(stderr).toMatch(saying);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
}

/** A passage of another book in the same collection. */
async function storeOther(): Promise<void> {
  const target = new QdrantPassages({ url: qdrant.url, collection: COLLECTION });
  await target.prepare();
  await target.write([{ passage: samplePassage({ bookId: 'other', text: 'Of another book.' }) }]);
  qdrant.requests.length = 0;
}

describe('run', () => {
  test('brings the course into the index and into Qdrant, and the second time finds nothing to do', async () => {
    const first = await whole(['run']);
    const asked = embeddings.requests.length;
    const second = await whole(['run']);

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stdout).toMatch(/^Course .+: 5 pages$/m);
    expect(first.stdout).toMatch(/^Index .+: 118 passages; 5 new, 0 changed, 0 gone, 0 unchanged, .+ s$/m);
    expect(first.stdout).toMatch(
      /: 5 new, .+; 118 passages written, 0 deleted; 118 embeddings made, 0 reused$/m,
    );
    expect(second.stdout).toMatch(
      /: 0 new, 0 changed, 0 gone, 5 unchanged; 0 passages written, 0 deleted; 0 embeddings made, 0 reused$/m,
    );
    expect(embeddings.requests.length).toBe(asked);
    expect(sorted(storedTexts(qdrant))).toEqual(sorted(await courseTexts(before.dir)));
  });

  test('brings our own course in, with all the lines by which students ask', async () => {
    const { code, stdout, stderr } = await whole(['run'], { COURSE_DIR: 'content' });

    expect([code, stderr]).toEqual([0, expect.stringMatching(/Qdrant {4}: 43 of 43\n$/)]);
    expect(stdout).toMatch(/191 passages written, 0 deleted; \d+ embeddings made, 0 reused$/m);
    expect([...storedTexts(qdrant).values()].flat()).toHaveLength(191);
  });

  test('names a passage that Qdrant refuses in its words, and stores the others', async () => {
    qdrant.fault = ({ method, body }) =>
      method === 'PUT' && JSON.stringify(body).includes('joint number 30')
        ? { kind: 'status', status: 400, error: 'Wrong input: "the joint number 30" is\nnot to be had' }
        : undefined;

    const first = await whole(['run']);
    qdrant.fault = () => undefined;
    const second = await whole(['run']);

    expect([first.code, second.code]).toEqual([1, 0]);
    const refused = first.stdout.match(/^ +refused: .+$/gm) ?? [];
    expect(refused.length).toBeGreaterThan(0);
    for (const line of refused)
      expect(line).toMatch(/: \S+\.md, passage \d+: Wrong input: "…" is not to be had$/);
    expect(first.stdout).toContain(`${refused.length} passage`);
    expect(sorted(storedTexts(qdrant))).toEqual(sorted(await courseTexts(before.dir)));
  });

  test('says in Qdrant’s words why nothing can be written', async () => {
    const error = 'Wrong input: the disk of this cluster is full';
    qdrant.fault = ({ method, path: at }) =>
      method === 'PUT' && at.endsWith('/index') ? { kind: 'status', status: 400, error } : undefined;

    const end = await whole(['run']);

    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(
      /^Qdrant cannot be used: it answered with status 400: Wrong input: the disk of this cluster is full$/m,
    );
  });

  test('prints lines that a log can hold', async () => {
    const { stdout, stderr } = await whole(['run']);

    expect(stderr).toBe('Qdrant    : 0 of 5\nQdrant    : 5 of 5\n');
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stdout + stderr).not.toContain('\r');
  });

  test('embeds again only what has changed', async () => {
    await whole(['run']);
    embeddings.requests.length = 0;

    const { stdout } = await whole(['run'], { COURSE_DIR: after.dir });

    const texts = embeddings.requests.flatMap((request) => request.texts);
    expect(texts.some((text) => text.includes('new middle'))).toBe(true);
    expect(texts.some((text) => text.includes('joint number 30'))).toBe(false);
    expect(stdout).toMatch(/: 2 new, 2 changed, 2 gone, 1 unchanged; /);
  });

  test('embeds again only the line that has changed of those by which students ask', async () => {
    const lesson = page({ title: 'Robots' }, '## Wheels\n\nA robot rolls.\n');
    const asking = (line: string) =>
      course({ 'robots.md': lesson, 'robots.asked.yaml': `wheels:\n  - how does it move\n  - ${line}\n` });
    const first = await whole(['run'], { COURSE_DIR: await asking('what is it that rolls') });
    embeddings.requests.length = 0;

    const { stdout } = await whole(['run'], { COURSE_DIR: await asking('what makes it roll') });

    expect(first.stdout).toMatch(/; 1 passage written, 0 deleted; 3 embeddings made, 0 reused$/m);
    expect(stdout).toMatch(/: 0 new, 1 changed, .+; 1 embedding made, 2 reused$/m);
    expect(embeddings.requests.flatMap(({ texts }) => texts)).toEqual(['what makes it roll']);
    const [point] = qdrant.collections.get(COLLECTION)?.all() ?? [];
    expect(point?.vectors.get('asked')).toHaveLength(2);
  });

  test('does every page anew with --full, without new embeddings', async () => {
    await whole(['run']);
    embeddings.requests.length = 0;

    const { code, stdout } = await whole(['run', '--full']);

    expect([code, embeddings.requests.length]).toEqual([0, 0]);
    expect(stdout).toMatch(
      /: 0 new, 5 changed, .+; 118 passages written, 0 deleted; 0 embeddings made, 118 reused$/m,
    );
  });

  test('leaves another book of the collection alone', async () => {
    await storeOther();

    const { code } = await whole(['run', '--book', 'mine']);

    expect(code).toBe(0);
    expect([...storedTexts(qdrant, 'other').values()]).toEqual([['Of another book.']]);
    expect(storedTexts(qdrant, 'mine').size).toBe(5);
  });

  test('works without vectors, and says so', async () => {
    const { code, stdout } = await whole(['run'], { OPENAI_BASE_URL: '' });

    expect(code).toBe(0);
    expect(stdout).toContain('Vectors    none: no model is configured (OPENAI_API_KEY)');
    expect(embeddings.requests).toEqual([]);
  });

  test('takes the course of --dir', async () => {
    const { stdout } = await local(['run', '--dir', after.dir]);

    expect(stdout).toContain(`Course     ${after.dir}: 5 pages`);
  });

  test('fails where its index cannot be kept', async () => {
    await writeFile(path.join(dataDir, 'search'), 'a file in the place of the directory');

    const { code, stdout } = await local(['run']);

    expect(code).toBe(1);
    expect(stdout).toMatch(/warning: it could not be saved there/);
  });

  test('embeds the beginning of a passage that is longer than the model reads, and says so', async () => {
    const endless = Array.from({ length: 9000 }, (_, at) => `word${at}`).join(' ');
    const dir = await course({
      'module-1-ros2/01-endless.md': page({ title: 'Endless' }, `\`\`\`\n${endless}\n\`\`\`\n`),
    });

    const { code, stdout } = await whole(['run'], { COURSE_DIR: dir });

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /warning: .*01-endless\.md, passage \d+: \d+ tokens are more than the model reads/,
    );
    const [longest = ''] = embeddings.requests
      .flatMap(({ texts }) => texts)
      .sort((a, b) => b.length - a.length);
    expect(longest.length).toBeGreaterThan(10_000);
    expect(longest.length).toBeLessThan(endless.length);
  });

  test('whose embeddings fail says why in one sentence; what was stored before stays', async () => {
    await whole(['run']);
    embeddings.script = ({ texts }) =>
      texts.some((text) => text.includes('battery')) ? { kind: 'error', status: 403 } : { kind: 'vectors' };

    const end = await whole(['run'], { COURSE_DIR: after.dir });

    expect(end.code).toBe(1);
    expect(end.stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^The embeddings cannot be made with text-embedding-3-small: 403 scripted failure\. What is stored already stays/,
    );
    expect(end.stderr).not.toMatch(/^\s+at /m);
    expect(sorted(storedTexts(qdrant))).toEqual(sorted(await courseTexts(before.dir)));
    expect(
      qdrant.collections.get(COLLECTION)?.all({ must: { key: 'book_id', match: { value: '.locks' } } }),
    ).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'that gets %s gives its right back and ends with 130',
    async (signal) => {
      embeddings.script = () => ({ kind: 'wait', until: new Promise(() => {}) });
      const { child, ended } = startIngest(['run'], {
        DATA_DIR: dataDir,
        COURSE_DIR: before.dir,
        BOOK_ID: BOOK,
        QDRANT_URL: qdrant.url,
        OPENAI_BASE_URL: embeddings.baseUrl,
      });
      await expect.poll(() => embeddings.requests.length).toBeGreaterThan(0);

      child.kill(signal);
      const { code, stderr } = await ended;

      expect(code).toBe(130);
      expect(stderr).toMatch(/^Stopped\. Every page is stored whole/m);
      expect(qdrant.collections.get(COLLECTION)?.all()).toEqual([]);
    },
  );
});

describe('plan and status', () => {
  test.each(['plan', 'status'])(
    'original check 10: %s before the first run changes nothing',
    async (command) => {
      const { code, stdout } = await whole([command]);

      expect(code).toBe(0);
      expect(stdout).toMatch(/^Index .+: nothing yet; 5 new$/m);
      expect(stdout).toMatch(/^Qdrant .+: nothing yet; 5 new$/m);
      expect(changes()).toEqual([]);
      expect(embeddings.requests).toEqual([]);
      expect(await readdir(dataDir)).toEqual([]);
    },
  );

  test.each(['plan', 'plan --full', 'status'])(
    'original check 10: %s of a changed course changes nothing',
    async (typed) => {
      await whole(['run']);
      const file = await readFile(indexFile());
      const held = sorted(storedTexts(qdrant));
      qdrant.requests.length = 0;
      embeddings.requests.length = 0;

      const { code } = await whole(typed.split(' '), { COURSE_DIR: after.dir });

      expect(code).toBe(0);
      expect(changes()).toEqual([]);
      expect(embeddings.requests).toEqual([]);
      expect((await readFile(indexFile())).equals(file)).toBe(true);
      expect(sorted(storedTexts(qdrant))).toEqual(held);
    },
  );

  test('plan names the pages, and says how much would be written', async () => {
    await whole(['run']);

    const { stdout } = await whole(['plan'], { COURSE_DIR: after.dir });

    expect(stdout).toMatch(/^Qdrant .+: 118 passages; 2 new, 2 changed, 2 gone$/m);
    expect(stdout).toMatch(/^ +new +en:module-1-ros2\/chapter-1-foundations\/06-added\.md$/m);
    expect(stdout).toMatch(/^ +changed +en:module-1-ros2\/chapter-1-foundations\/01-long\.md$/m);
    expect(stdout).toMatch(/^ +gone +en:module-1-ros2\/chapter-1-foundations\/03-removed\.md$/m);
    expect(stdout).toMatch(/^ +\d+ passages to write$/m);
  });

  test('without a command it is status, and says what is up to date', async () => {
    await whole(['run']);

    const { stdout } = await whole([]);

    expect(stdout).toMatch(/^Index .+: 118 passages; up to date$/m);
    expect(stdout).toMatch(/^Qdrant .+: 118 passages; up to date$/m);
    expect(stdout).toMatch(/^Vectors +text-embedding-3-small$/m);
  });

  test('a page that says nothing is no change for ever', async () => {
    const dir = await course({
      'module-1-ros2/01-a.md': page({ title: 'A' }, 'Words.\n'),
      'module-1-ros2/02-b.md': page({ title: 'B' }, '<!-- to be written -->\n'),
      'module-1-ros2/03-c.md': '#\n',
    });
    await whole(['run'], { COURSE_DIR: dir });

    const { stdout } = await whole(['run'], { COURSE_DIR: dir });

    expect(stdout).toMatch(/^Index .+; 0 new, 0 changed, 0 gone, /m);
    expect(stdout).toMatch(/^Qdrant .+: 0 new, 0 changed, 0 gone, /m);
  });
});

describe('verify', () => {
  /** A built site that has these headings on the page. */
  async function site(ids: string[]): Promise<string> {
    const html = ids.map((id) => `<h2 id="${id}">x</h2>`).join('');
    const dir = path.join(dataDir, 'site');
    await mkdir(path.join(dir, 'docs/module-1-ros2'), { recursive: true });
    await writeFile(path.join(dir, 'docs/module-1-ros2/topics.html'), html);
    return dir;
  }
  const topics = () =>
    course({
      'module-1-ros2/01-topics.md': page(
        { title: 'Topics' },
        `## One\n\n${'Words. '.repeat(300)}\n\n## Two\n\n${'Words. '.repeat(300)}\n`,
      ),
    });

  test('finds nothing wrong where all passages are stored and every link opens', async () => {
    const dir = await topics();
    await whole(['run'], { COURSE_DIR: dir });

    const { code, stdout } = await whole(['verify', '--site', await site(['one', 'two'])], {
      COURSE_DIR: dir,
    });

    expect(stdout).toMatch(/^Index .+, every page is whole$/m);
    expect(stdout).toMatch(/^Qdrant .+, every page is whole$/m);
    expect(stdout).toMatch(/^Links .+ checked, 0 dead$/m);
    expect(code).toBe(0);
  });

  test('ends with 3 and names the link that opens nothing', async () => {
    const dir = await topics();

    const { code, stdout } = await local(['verify', '--site', await site(['one'])], { COURSE_DIR: dir });

    expect(stdout).toMatch(
      /\/docs\/module-1-ros2\/topics#two \(module-1-ros2\/01-topics\.md\): no such heading/,
    );
    expect(code).toBe(3);
  });

  test('ends with 3 and names the page that is not whole in Qdrant', async () => {
    const dir = await topics();
    await whole(['run'], { COURSE_DIR: dir });
    const [point] =
      qdrant.collections.get(COLLECTION)?.all({ must: { key: 'book_id', match: { value: BOOK } } }) ?? [];
    qdrant.collections.get(COLLECTION)?.delete({ must: [{ has_id: [point?.id ?? ''] }] });

    const { code, stdout } = await whole(['verify', '--site', await site(['one', 'two'])], {
      COURSE_DIR: dir,
    });

    expect(stdout).toMatch(/^Qdrant .+, 1 page not as in the course\n +en:module-1-ros2\/01-topics\.md$/m);
    expect(code).toBe(3);
  });

  test('says so where there is no built site', async () => {
    const end = await local(['verify', '--site', path.join(dataDir, 'nowhere')]);

    expect(end.code).toBe(1);
    expectSentence(end, /is no directory; has the site been built\?/);
  });
});

describe('delete', () => {
  test('without --yes and without a terminal deletes nothing', async () => {
    await whole(['run']);
    qdrant.requests.length = 0;

    const { code, stderr } = await whole(['delete']);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^To delete 236 stored passages of robots without being asked, add --yes\.$/m);
    expect(changes()).toEqual([]);
    expect((await readdir(path.join(dataDir, 'search'))).length).toBe(1);
  });

  test('removes the book everywhere, and no other', async () => {
    await storeOther();
    await whole(['run']);

    const { code, stdout } = await whole(['delete', '--yes']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Qdrant .+: 118 passages deleted$/m);
    expect(stdout).toMatch(/^Index .+: 118 passages deleted$/m);
    expect(storedTexts(qdrant).size).toBe(0);
    expect([...storedTexts(qdrant, 'other').values()]).toEqual([['Of another book.']]);
    expect(await readdir(path.join(dataDir, 'search'))).toEqual([]);
  });

  test('of a book that is not there is no failure', async () => {
    const { code, stdout } = await whole(['delete', '--yes']);

    expect([code, stdout]).toEqual([0, 'Nothing is stored of robots.\n']);
    expect(changes()).toEqual([]);
  });
});

describe('a server of one’s own', () => {
  /** Vectors of 384 numbers, of texts of at most 200 characters, which it counts as tokens. */
  function ownServer(): void {
    embeddings.script = ({ texts }) => {
      const given = Math.max(...texts.map(({ length }) => length));
      const message = `input (${given} tokens) is too large to process. increase the physical batch size (current batch size: 200)`;
      return given > 200
        ? { kind: 'error', status: 500, body: { error: { code: 500, message, type: 'server_error' } } }
        : { kind: 'vectors', vectorOf: (text) => featureVector(text).slice(0, 384).with(0, 1) };
    };
  }

  test('that takes little and makes vectors of its own size gets the whole course, and what it cut is named', async () => {
    ownServer();
    const dir = await course({
      'm/short.md': '# Short\n\nA topic is a channel.\n',
      'm/long.md': `# Long\n\n${'The robot walks on and on. '.repeat(30)}\n`,
    });
    const env = { OPENAI_EMBEDDING_MODEL: 'all-minilm' };
    const collection = `${COLLECTION}-all-minilm-384`;

    const { code, stdout } = await whole(['run', '--dir', dir], env);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /warning: m\/long\.md, passage 1: \d+ tokens are more than the model reads; the vector is of its beginning/,
    );
    expect(stdout).not.toContain('warning: m/short.md');
    expect(stdout).toContain(`/${collection}: 2 new`);
    expect([...qdrant.collections.keys()]).toEqual([collection]);
    expect(
      qdrant.collections.get(collection)?.all({ must: { key: 'book_id', match: { value: BOOK } } }),
    ).toHaveLength(2);

    const again = await whole(['status', '--dir', dir], env);
    expect(again.stdout).toContain(`/${collection}: 2 passages; up to date`);
    expect((await whole(['verify', '--dir', dir, '--site', dir], env)).stdout).toContain(
      'every page is whole',
    );
  });

  test('that is away says so where it has to be asked for the size', async () => {
    embeddings.script = () => ({ kind: 'error', status: 401, body: { error: { message: 'no such key' } } });
    const end = await whole(['run'], { OPENAI_EMBEDDING_MODEL: 'all-minilm' });
    expect(end.code).toBe(1);
    expectSentence(end, /^The embeddings cannot be made with all-minilm: 401 no such key\. /m);
    expect(changes()).toEqual([]);
  });

  test('whose size is set need not be asked to see what is stored', async () => {
    ownServer();
    const env = { OPENAI_EMBEDDING_MODEL: 'all-minilm', EMBEDDING_DIMENSIONS: '384' };
    const { stdout } = await whole(['status'], env);
    expect(stdout).toContain(`/${COLLECTION}-all-minilm-384: nothing yet`);
    expect(embeddings.requests).toEqual([]);
  });
});

describe('what cannot be done', () => {
  test.each([
    [['fetch'], /^There is no command fetch; there are status, plan, run, verify, ask, delete\.$/m],
    [['run', '--book', '../books'], /^A book cannot be called "\.\.\/books": /m],
    [['run', '--book', '.locks'], /^A book cannot be called "\.locks": /m],
  ])('%j is wrong usage: exit code 2, and how it is used', async (args, saying) => {
    const { code, stderr } = await whole(args);

    expect(code).toBe(2);
    expect(stderr).toMatch(saying);
    expect(stderr).toContain('Usage: npm run ingest');
    expect(qdrant.requests).toEqual([]);
  });

  test('--help says how it is used', async () => {
    const { code, stdout } = await local(['--help']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Exit codes: 0 done, 1 failed, 2 wrong usage, 3 .+, 4 /m);
  });

  test('a directory that is not there', async () => {
    const end = await whole(['run', '--dir', '/nowhere/docs']);

    expect(end.code).toBe(1);
    expectSentence(end, /\/nowhere\/docs/);
    expect(changes()).toEqual([]);
  });

  test('a course without pages does not delete the book', async () => {
    await whole(['run']);
    qdrant.requests.length = 0;

    const end = await whole(['run', '--dir', await course({})]);

    expect(end.code).toBe(1);
    expectSentence(end, /There are no pages in .+ To remove the book, use the delete command\./);
    expect(changes()).toEqual([]);
  });

  test('a course.json that cannot be used: the file and the field are named', async () => {
    const dir = await course({ 'course.json': '{"limits":{"chapter":"many"}}', 'm/a.md': 'A.\n' });

    const end = await whole(['run', '--dir', dir]);

    expect(end.code).toBe(1);
    expectSentence(end, /course\.json.*limits\.chapter/);
  });

  test.each(['run', 'plan', 'status', 'delete'])('Qdrant does not answer: %s says so', async (command) => {
    await qdrant.goDown();

    const end = await whole([command]);

    expect(end.code).toBe(1);
    expectSentence(end, /^Qdrant cannot be used: the connection failed: ECONNREFUSED$/m);
  });

  test('a Qdrant that is too old is left alone', async () => {
    qdrant.version = '1.16.3';

    const end = await whole(['run']);

    expect(end.code).toBe(1);
    expectSentence(end, /^Qdrant 1\.16\.3 is too old for ingestion, which needs version 1\.17\.0 or later$/m);
    expect(changes()).toEqual([]);
  });

  test.each([
    [
      'of the original service',
      { vectors: { size: 1536, distance: 'Cosine' } },
      /it is one of the original service, which can only be read; choose another name/,
    ],
    [
      'of another dimension',
      {
        vectors: { dense: { size: 768, distance: 'Cosine' } },
        sparse_vectors: { bm25: { modifier: 'idf' } },
      },
      /its vectors have 768 dimensions, not 1536; choose another name/,
    ],
  ])('a collection %s is refused and left as it is', async (_, made, saying) => {
    const url = `${qdrant.url}/collections/${COLLECTION}`;
    await fetch(url, { method: 'PUT', body: JSON.stringify(made) });
    qdrant.requests.length = 0;

    const end = await whole(['run']);

    expect(end.code).toBe(1);
    expectSentence(end, saying);
    expect(changes()).toEqual([]);
  });

  test('a variable that cannot be used is named', async () => {
    const end = await local(['status'], { QDRANT_URL: 'not an address' });

    expect(end.code).toBe(1);
    expectSentence(end, /^QDRANT_URL: /);
  });
});
