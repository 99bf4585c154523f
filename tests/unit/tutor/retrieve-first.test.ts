import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { CourseSearch } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { threadIdOf } from '../../support/chat-client';
import { courseSearch } from '../../support/prepared/course-index';
import { RecordedSearch } from '../../support/recorded-search';
import { type Api, modelsAt } from '../../support/scripted-model';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { answered, TutorInMemory, type TutorInMemoryOptions } from '../../support/tutor-in-memory';

const APIS: Api[] = ['responses', 'chat_completions'];
const STATEMENT =
  'A node is a process of a robot’s software that does one thing, and speaks to others by topics.';

let openai: ScriptedOpenAI;
let course: CourseSearch;

beforeAll(async () => {
  [openai, course] = await Promise.all([ScriptedOpenAI.start(), courseSearch()]);
});
afterAll(() => openai.stop());

function tutorAt(api: Api, more: Partial<TutorInMemoryOptions> = {}) {
  const search = new RecordedSearch(course);
  const tutor = new TutorInMemory({
    search,
    course: courseShape('content'),
    lessons: new CourseLessonsOnDisk('content'),
    model: modelsAt(openai, api).answer,
    ...more,
  });
  openai.play(cited);
  return { tutor, search };
}

/** Cites the passage that says what a node is. */
function cited({ input }: { input: unknown[] }): { kind: 'text'; text: string } {
  const [, marker] = /(\[\[\d\]\]) [^[]*What a node is/.exec(JSON.stringify(input)) ?? [];
  return { kind: 'text', text: `${STATEMENT} ${marker}` };
}

/** The texts of the input of a request, from what role they are. */
function textsOf(input: unknown[]): { role: string; text: string }[] {
  return input.flatMap((item) => {
    const { role, content } = item as { role?: string; content?: string | { text?: string }[] };
    if (!role) return [];
    const parts = Array.isArray(content) ? content.map(({ text = '' }) => text) : [content ?? ''];
    return [{ role, text: parts.join('\n') }];
  });
}

function lookedUp(events: ThreadStreamEvent[]): (string | undefined)[] {
  return events.flatMap((event) => {
    if (event.type !== 'thread.item.done' && event.type !== 'thread.item.replaced') return [];
    if (event.item.type !== 'workflow') return [];
    const { summary } = event.item.workflow;
    return [summary && 'title' in summary ? summary.title : undefined];
  });
}

describe.each(APIS)('over %s, before the first call', (api) => {
  test('passages stand with the message and the rule to cite, and can be cited without a call of a tool', async () => {
    const { tutor, search } = tutorAt(api);
    const events = await tutor.ask(['What is a node in ROS 2?']);
    expect(openai.turns).toHaveLength(1);
    const texts = textsOf(openai.turns[0]?.input ?? []);
    expect(texts).toHaveLength(1);
    expect(texts[0]?.role).toBe('user');
    expect(texts[0]?.text).toMatch(
      /^What is a node in ROS 2\?[\s\S]*\[\[1\]\] [\s\S]*\[\[5\]\] [\s\S]*put its marker/,
    );
    expect(search.searches).toHaveLength(1);
    expect(answered(events).annotations).toMatchObject([{ source: { type: 'url' } }]);
    expect(answered(events).text).not.toContain('[');
    expect(lookedUp(events)).toEqual([expect.stringMatching(/^Read \d lessons?$/)]);
  });

  test('they are looked up once, and stand in every call of the turn', async () => {
    const { tutor, search } = tutorAt(api);
    openai.play(({ input }) =>
      JSON.stringify(input).includes('launch file')
        ? cited({ input })
        : { kind: 'tool', name: 'search_robolearn_content', arguments: { query: 'launch file' } },
    );
    await tutor.ask(['What is a node in ROS 2?']);
    expect(search.searches).toHaveLength(2);
    expect(openai.turns).toHaveLength(2);
    for (const { input } of openai.turns) expect(textsOf(input)[0]?.text).toContain('[[5]] ');
  });

  test('nothing is looked up for small talk, a quiz, or a page to open', async () => {
    for (const text of ['hello!', 'thanks a lot', 'quiz me']) {
      const { tutor, search } = tutorAt(api);
      openai.play(() => ({ kind: 'text', text: 'You are welcome.' }));
      const events = await tutor.ask([text]);
      expect(search.searches, text).toHaveLength(0);
      expect(JSON.stringify(openai.turns[0]?.input), text).not.toContain('Passages');
      expect(lookedUp(events), text).toEqual([]);
    }
  });

  test('nothing is where it is turned off, and an answer without a look into the course says so', async () => {
    const { tutor, search } = tutorAt(api, { retrieveFirst: false });
    const events = await tutor.ask(['What is a node in ROS 2?']);
    expect(search.searches).toHaveLength(0);
    expect(openai.turns[0]?.system).toContain('before you answer');
    expect(lookedUp(events)).toEqual(['Answered without a look into the course']);
  });

  test('a course that has nothing is told to the model, and stands above the answer', async () => {
    const { tutor } = tutorAt(api);
    openai.play(() => ({
      kind: 'text',
      text: 'Paris is the capital of France, and has been for most of the last thousand years. [1]',
    }));
    const events = await tutor.ask(['What is the capital of France?']);
    expect(textsOf(openai.turns[0]?.input ?? [])[0]?.text).toContain('has nothing that fits');
    expect(lookedUp(events)).toEqual(['The course has nothing on this']);
    expect(answered(events)).toMatchObject({
      text: expect.not.stringContaining('['),
      annotations: [],
    });
  });

  test('who tells something that the course does not know reads of no search, unless the answer is long', async () => {
    const { tutor } = tutorAt(api);
    openai.play(() => ({ kind: 'text', text: 'How nice!' }));
    expect(lookedUp(await tutor.ask(['I live in Oslo.']))).toEqual([]);
    expect(JSON.stringify(openai.turns[0]?.input)).toContain('has nothing that fits');
    openai.play(() => ({ kind: 'text', text: 'Oslo has lovely parks. '.repeat(9) }));
    expect(lookedUp(await tutor.ask(['I live in Oslo.']))).toEqual(['The course has nothing on this']);
  });

  test('what the course has for more hardware than the student’s is not said to be missing', async () => {
    const { tutor } = tutorAt(api);
    openai.play(({ input }) =>
      JSON.stringify(input).includes('"call_')
        ? { kind: 'text', text: 'It needs a Jetson.' }
        : { kind: 'tool', name: 'search_robolearn_content', arguments: { query: 'camera on a Jetson' } },
    );
    const metadata = { userInfo: { hardwareTier: 1 } };
    const events = await tutor.ask(['How do I check the camera on a Jetson?'], { metadata });
    expect(lookedUp(events)).toEqual(['The course has this only for hardware tier 3']);
    const told = JSON.stringify(openai.turns.at(-1)?.input);
    expect(told.match(/It does for tier 3, in the lesson/g)).toHaveLength(2);
    expect(told).not.toContain('[[1]]');
  });

  test('nor is it to who does not ask, and gets a long answer', async () => {
    const { tutor } = tutorAt(api);
    openai.play(() => ({ kind: 'text', text: 'Cameras have lenses and sensors. '.repeat(5) }));
    const metadata = { userInfo: { hardwareTier: 1 } };
    const events = await tutor.ask(['Checking the camera on a Jetson'], { metadata });
    expect(JSON.stringify(openai.turns[0]?.input)).toContain('It does for tier 3');
    expect(lookedUp(events)).toEqual(['Cites no lesson']);
  });

  test('a question in another language is looked up by the terms that it shares, and nothing is said to be missing', async () => {
    for (const [text, title] of [
      ['Was ist URDF?', 'URDF'],
      ['URDF کیا ہے؟', 'URDF'],
      ['Danke, und was ist ein Topic?', 'Topic'],
    ] as const) {
      const { tutor } = tutorAt(api);
      const events = await tutor.ask([text]);
      expect(JSON.stringify(openai.turns[0]?.input), text).toMatch(
        new RegExp(`\\[\\[1\\]\\] .*${title}`, 'i'),
      );
      expect(lookedUp(events)[0], text).toMatch(/^Read /);
    }
    const { tutor } = tutorAt(api);
    const events = await tutor.ask(['¿Qué significa esto para mí?']);
    expect(JSON.stringify(openai.turns[0]?.input)).toContain('in English');
    expect(lookedUp(events)).toEqual(['Cites no lesson']);
  });

  test('“What is a ROS 2 node?” has the passage that says what a node is', async () => {
    for (const text of [
      'What is a ROS 2 node?',
      'What is a node? Answer in German.',
      'thx! what is a node?',
      'What is a node?\n\nSent from my iPhone',
    ]) {
      const { tutor } = tutorAt(api);
      await tutor.ask([text]);
      expect(JSON.stringify(openai.turns[0]?.input), text).toContain('What a node is');
    }
  });

  test('a search that fails is reported, told to the model, and costs nobody an answer', async () => {
    const failing: CourseSearch = {
      search: () => Promise.reject(new Error('index gone')),
      context: (query) => course.context(query),
      size: () => course.size(),
    };
    const { tutor } = tutorAt(api, { search: failing });
    const events = await tutor.ask(['What is a node in ROS 2?']);
    expect(tutor.errors).toMatchObject([{ message: 'index gone' }]);
    expect(textsOf(openai.turns[0]?.input ?? [])[0]?.text).toContain('unavailable');
    expect(answered(events).text).toContain('A node is a process');
    expect(answered(events).annotations).toEqual([]);
  });

  test('an answer that cites none of them says so above', async () => {
    const { tutor } = tutorAt(api);
    openai.play(() => ({ kind: 'text', text: `${STATEMENT} [[9]]` }));
    const events = await tutor.ask(['What is a node in ROS 2?']);
    expect(lookedUp(events).at(-1)).toMatch(/^Read \d lessons?, cited none$/);
    const again = await tutor.post({ type: 'items.list', params: { thread_id: threadIdOf(events) } });
    expect(await again.text()).toContain('cited none');
  });
});

describe.each(APIS)('over %s, the next turn', (api) => {
  test('shows the model its earlier answers with markers, and gives new passages numbers of their own', async () => {
    const { tutor } = tutorAt(api);
    await tutor.ask(['What is a node in ROS 2?', 'And what is a topic?']);
    const [, second] = openai.turns;
    const [first, answer, now] = textsOf(second?.input ?? []);
    expect(first).toEqual({ role: 'user', text: 'What is a node in ROS 2?' });
    expect(answer?.role).toBe('assistant');
    expect(answer?.text).toContain('by topics. [[1]]');
    expect(now?.text).toMatch(/^And what is a topic\?[\s\S]*\[\[1\]\] /);
    expect(second?.system).toContain('Markers of earlier answers name nothing now');
  });
});
