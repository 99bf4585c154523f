import { RunContext } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import type { HardwareTier } from '@/lib/identity/profile';
import { SearchIndex } from '@/lib/search/index/search-index';
import { givenPassage } from '@/lib/tutor/given-passage';
import { readLessonTool } from '@/lib/tutor/read-lesson-tool';
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
  return { answer: String(answer), context, errors };
}

const partsIn = (answer: string) =>
  [...answer.matchAll(/Part (\d+) of the page/g)].map(([, part]) => Number(part));

describe('reading on in a lesson', () => {
  test('gives the passages around the one that was found, in their order, that one by its number', async () => {
    const { answer } = await read(page(9), 4, 'neighbours');

    expect(partsIn(answer)).toEqual([2, 3, 5, 6]);
    expect(answer).toMatch(/Part 3 .*\[\[1\]\] is given above\..*Part 5 /s);
    expect(answer).not.toContain('goes on');
  });

  test('gives the whole page', async () => {
    expect(partsIn((await read(page(9), 4, 'lesson')).answer)).toHaveLength(8);
  });

  test('gives as much of a long page as fits, around the passage', async () => {
    const { answer } = await read(page(30, { tokenCount: 500 }), 15, 'lesson');

    expect(partsIn(answer)).toEqual([9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20]);
    expect(answer).toContain('The page goes on beyond this.');
  });

  test('makes what it read citable under markers of its own', async () => {
    const { answer, context } = await read(page(3), 0, 'lesson');

    expect(answer.match(/^\[\[\d\]\] Topics/gm)).toEqual(['[[2]] Topics', '[[3]] Topics']);
    expect(context.citations.resolve(3)).toMatchObject({ type: 'url', title: 'Topics' });
  });

  test('opens nothing that the turn has not found', async () => {
    const { answer, errors } = await read(page(3), 'missing', 'lesson');

    expect(answer).toContain('Search first');
    expect(errors).toEqual([]);
  });

  test('stays within the hardware tier of the student', async () => {
    expect(partsIn((await read(page(3, { hardwareTier: 3 }), 0, 'lesson', 2)).answer)).toEqual([]);
    expect(partsIn((await read(page(3, { hardwareTier: 3 }), 0, 'lesson', 3)).answer)).toHaveLength(2);
  });
});
