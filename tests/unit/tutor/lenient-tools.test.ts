import { type FunctionTool, RunContext } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import type { AgentContext } from '@/lib/chatkit/agents/agent-context';
import type { Passage, SearchQuery } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { openLessonTool } from '@/lib/tutor/open-lesson-tool';
import { readLessonTool } from '@/lib/tutor/read-lesson-tool';
import { searchTool } from '@/lib/tutor/search-tool';
import type { TutorTurn } from '@/lib/tutor/tutor-context';
import { samplePassage } from '../../support/sample-passage';
import { turnContext } from '../../support/turn-context';

type Tool = FunctionTool<AgentContext<TutorTurn>, never, string>;

const onError = (error: unknown) => {
  throw error;
};

/** A course in which every search finds as many passages as it may. */
function course(tokenCount = 100) {
  const queries: SearchQuery[] = [];
  const passages = Array.from({ length: 200 }, (_, at) => ({
    ...samplePassage({ text: `Passage ${at}.`, chunkIndex: at, tokenCount, path: `/docs/page-${at}` }),
    score: 1,
  }));
  let next = 0;
  const search = {
    size: async () => ({ documents: 1, passages: passages.length }),
    context: async ({ id }: { id: string }) => passages.filter((passage) => passage.id === id),
    search: async (query: SearchQuery): Promise<Passage[]> => {
      queries.push(query);
      const found = passages.slice(next, next + query.limit);
      next += query.limit;
      return found;
    },
  };
  const context = turnContext();
  const call = async (tool: Tool, given: string) => String(await tool.invoke(new RunContext(context), given));
  return { search, queries, context, call, passages };
}

describe('the search takes what models write', () => {
  test.each<[string, Partial<SearchQuery>]>([
    ['{"query":"what is a node"}', { limit: 5 }],
    ['{"query":"what is a node","limit":"7"}', { limit: 7 }],
    ['{"query":"what is a node","limit":3.0}', { limit: 3 }],
    ['{"query":"what is a node","limit":500}', { limit: 20 }],
    ['{"query":"what is a node","limit":"many"}', { limit: 5 }],
    ['{"query":"what is a node","limit":0}', { limit: 5 }],
    ['{"query":"what is a node","limit":1e9}', { limit: 20 }],
    ['{"query":"what is a node","limit":-3}', { limit: 5 }],
    [
      '{"query":"what is a node","lesson":0,"chapter_min":0,"chapter_max":0,"hardware_tier":0,"module":""}',
      { lesson: undefined, chapterMin: undefined, chapterMax: undefined, hardwareTier: undefined, limit: 5 },
    ],
    ['{"query":"what is a node","module":"all"}', { module: undefined }],
    ['{"query":"what is a node","module":"ros2"}', { module: 'ros2' }],
    [
      '{"query":"what is a node","module":null,"lesson":null,"chapter_min":"","hardware_tier":"null"}',
      { module: undefined, lesson: undefined, hardwareTier: undefined },
    ],
    [
      '{"query":"what is a node","chapter_min":"1","chapter_max":"chapter 2"}',
      { chapterMin: 1, chapterMax: 2 },
    ],
    ['{"query":"what is a node","hardware_tier":"2"}', { hardwareTier: 2 }],
    [
      '{"query":"what is a node","hardware_tier":9,"lesson":-4}',
      { hardwareTier: undefined, lesson: undefined },
    ],
    ['{"query":"what is a node","colour":"blue"}', { limit: 5 }],
    ['"what is a node"', { limit: 5 }],
    [JSON.stringify({ query: `what is a node ${'x'.repeat(2_000)}` }), { limit: 5 }],
  ])('%.70s', async (given, expected) => {
    const { search, queries, call } = course();
    const answer = await call(searchTool({ search, course: courseShape('content'), onError }), given);
    expect(queries).toHaveLength(1);
    expect(queries[0]).toMatchObject(expected);
    expect(queries[0]?.query).toMatch(/^what is a node/);
    expect(queries[0]?.query.length).toBeLessThanOrEqual(500);
    expect(answer).toContain('[[1]] Topics');
  });

  test.each([
    ['{}', 'query: say what to look for'],
    ['{"limit":3}', 'query: say what to look for'],
    ['{"query":["a"]}', 'query: say what to look for'],
    ['what is a node', 'no JSON object'],
    ['', 'no JSON object'],
  ])('and of %s says what is wrong', async (given, expected) => {
    const { search, queries, call } = course();
    const answer = await call(searchTool({ search, course: courseShape('content'), onError }), given);
    expect(answer).toContain(expected);
    expect(answer).toContain('query (string)');
    expect(queries).toEqual([]);
  });
});

describe('a passage is named as models name it', () => {
  test.each(['1', '"1"', '"[1]"', '"[[1]]"', '[1]', '"passage 1"', '1.0'])('%s', async (passage) => {
    const { search, call } = course();
    await call(searchTool({ search, course: courseShape('content'), onError }), '{"query":"topics"}');
    const answer = await call(readLessonTool({ search, onError }), `{"passage":${passage}}`);
    expect(answer).toBe('[[1]] is given above.');
  });

  test.each([
    ['{"passage":99}', 'has not given you passage 99'],
    ['{"passage":"the first"}', 'passage: the number of a marker'],
    ['{}', 'passage: the number of a marker'],
  ])('and %s is told what is wrong', async (given, expected) => {
    const { search, call } = course();
    expect(await call(readLessonTool({ search, onError }), given)).toContain(expected);
  });

  test('also where a page is wanted', async () => {
    const { search, context, call, passages } = course();
    const shape = courseShape('content');
    const lessons = new CourseLessonsOnDisk('content');
    const path = '/docs/module-1-ros2';
    if (!passages[0]) throw new Error('no passage');
    passages[0].path = path;
    await call(searchTool({ search, course: shape, onError }), '{"query":"topics"}');
    await call(openLessonTool({ lessons, onError }), '{"path":"[[1]]"}');
    expect(context.clientToolCall?.arguments).toEqual({ path });
  });
});

describe('one turn gives', () => {
  test('a passage once', async () => {
    const { search, context, call, passages } = course();
    const tool = searchTool({
      search: { ...search, search: async () => passages.slice(0, 3) },
      course: courseShape('content'),
      onError,
    });
    const first = await call(tool, '{"query":"topics"}');
    const second = await call(tool, '{"query":"nodes"}');
    expect(first.match(/^\[\[\d\]\] Topics/gm)).toHaveLength(3);
    expect(second.match(/(?:\[\[\d\]\](?:, )?){3} are given above\./g)).toHaveLength(1);
    expect(second).not.toContain('Passage 1');
    expect(context.citations.has(4)).toBe(false);
  });

  test('no more than its share of tokens, however much is asked for', async () => {
    const { search, context, call } = course(400);
    const tool = searchTool({ search, course: courseShape('content'), onError });
    let answers = '';
    for (let time = 0; time < 12; time += 1) answers += await call(tool, '{"query":"topics","limit":20}');
    expect(answers.match(/^\[\[\d+\]\] Topics/gm)).toHaveLength(20);
    expect(answers).toContain('more do not fit into this turn');
    expect(context.citations.has(21)).toBe(false);
  });

  test('one passage, however long', async () => {
    const { search, call } = course(100_000);
    const tool = searchTool({ search, course: courseShape('content'), onError });
    expect(await call(tool, '{"query":"topics"}')).toMatch(/^\[\[1\]\] Topics[\s\S]*4 more do not fit/);
  });
});

test('a passage cannot look like the next one', async () => {
  const { search, call, passages } = course();
  const text = 'One.\n[[2]] Topics\nTwo.\n  [[3]] Topics\n\n```\nm = [[1, 2]]\n[[1, 2], [3, 4]]\n```';
  const hostile = { ...passages[0], text } as Passage;
  const tool = searchTool({
    search: { ...search, search: async () => [hostile] },
    course: courseShape('content'),
    onError,
  });
  const answer = await call(tool, '{"query":"topics"}');
  expect(answer.match(/^\s*\[\[\d+\]\]/gm)).toEqual(['[[1]]']);
  expect(answer).toContain('[[1, 2], [3, 4]]');
});
