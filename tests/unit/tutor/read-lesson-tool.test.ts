import { RunContext } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import type { HardwareTier } from '@/lib/identity/profile';
import { SearchIndex } from '@/lib/search/index/search-index';
import { givenPassage } from '@/lib/tutor/given-passage';
import { type ReadLessonToolResult, readLessonTool } from '@/lib/tutor/read-lesson-tool';
import { samplePassage } from '../../support/sample-passage';
import { turnContext } from '../../support/turn-context';

/** A page of as many passages as asked for, all of one tier and length. */
function page(count: number, more: { hardwareTier?: HardwareTier; tokenCount?: number } = {}) {
  return Array.from({ length: count }, (_, chunkIndex) =>
    samplePassage({
      text: `Part ${chunkIndex} of the page.`,
      chunkIndex,
      totalChunks: count,
      parentDocId: 'page',
      ...more,
    }),
  );
}

/** Reads on from the passage that a search of the turn returned, or from a number. */
async function read(
  passages: ReturnType<typeof page>,
  from: number | 'missing',
  extent: string,
  tier?: HardwareTier,
) {
  const errors: unknown[] = [];
  const index = SearchIndex.of(passages);
  const context = turnContext(tier ? { hardwareTier: tier } : {});
  const found = passages[from === 'missing' ? -1 : from];
  if (found) givenPassage(found, context);
  const tool = readLessonTool({
    search: {
      search: async () => [],
      context: async (query) => index.context(query),
      size: async () => ({ documents: 1, passages: passages.length }),
    },
    onError: (error) => errors.push(error),
  });
  const answer = await tool.invoke(new RunContext(context), JSON.stringify({ passage: 1, extent }));
  const result: ReadLessonToolResult = JSON.parse(String(answer));
  return { result, context, errors, texts: result.passages.map(({ text }) => text) };
}

describe('reading on in a lesson', () => {
  test('gives the passages around the one that was found, in their order', async () => {
    const { texts, result } = await read(page(9), 4, 'neighbours');

    expect(texts).toEqual([2, 3, 4, 5, 6].map((part) => `Part ${part} of the page.`));
    expect(result.truncated).toBe(false);
  });

  test('gives the whole page', async () => {
    expect((await read(page(9), 4, 'lesson')).texts).toHaveLength(9);
  });

  test('gives as much of a long page as fits, around the passage', async () => {
    const { texts, result } = await read(page(30, { tokenCount: 500 }), 15, 'lesson');

    expect(texts).toHaveLength(12);
    expect(texts).toContain('Part 15 of the page.');
    expect(result.truncated).toBe(true);
  });

  test('makes what it read citable under markers of its own', async () => {
    const { result, context } = await read(page(3), 0, 'lesson');

    expect(result.passages.map(({ marker }) => marker)).toEqual(['[[1]]', '[[2]]', '[[3]]']);
    expect(context.citations.resolve(3)).toMatchObject({ type: 'url', title: 'Topics' });
  });

  test('opens nothing that the turn has not found', async () => {
    const { result, errors } = await read(page(3), 'missing', 'lesson');

    expect(result).toMatchObject({ passages: [], error: expect.stringContaining('Search first') });
    expect(errors).toEqual([]);
  });

  test('stays within the hardware tier of the student', async () => {
    expect((await read(page(3, { hardwareTier: 3 }), 0, 'lesson', 2)).texts).toEqual([]);
    expect((await read(page(3, { hardwareTier: 3 }), 0, 'lesson', 3)).texts).toHaveLength(3);
  });
});
