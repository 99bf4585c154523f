import { Agent, Runner } from '@openai/agents';
import { expect, test } from 'vitest';
import type { AgentContext } from '@/lib/chatkit/agents/agent-context';
import type { Passage, SearchQuery } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { GuideModel } from '@/lib/tutor/guide/guide-model';
import { searchTool } from '@/lib/tutor/search-tool';
import type { TutorTurn } from '@/lib/tutor/tutor-context';
import { samplePassage } from '../../support/sample-passage';
import { turnContext } from '../../support/turn-context';

const passage: Passage = {
  ...samplePassage({
    text: 'Pick a _policy_ with care, as [the table](x.md) has it:\n\n| Policy | Choice |\n|---|---|\n| Reliability | `BEST_EFFORT` |\n\n```bash\nros2 topic list\n```',
    path: '/docs/x#policies',
    moduleTitle: 'Module 1',
    lessonTitle: 'Policies',
    sectionTitle: 'The policies',
  }),
  score: 0.9,
};

/** Runs one turn of the guide over a search that returns `passages` or fails. */
async function turn(passages: () => Passage[], tier?: 1 | 2) {
  const queries: SearchQuery[] = [];
  const errors: unknown[] = [];
  const context = turnContext(tier ? { hardwareTier: tier } : {});
  const search = {
    size: async () => ({ documents: 1, passages: 1 }),
    context: async () => [],
    search: async (query: SearchQuery) => {
      queries.push(query);
      return passages();
    },
  };
  const agent = new Agent<AgentContext<TutorTurn>>({
    name: 'a',
    model: new GuideModel({ pauseMs: 0 }),
    tools: [
      searchTool({
        search,
        course: courseShape('content'),
        asJson: true,
        onError: (error) => errors.push(error),
      }),
    ],
  });
  const { finalOutput } = await new Runner({ tracingDisabled: true }).run(agent, 'What are the policies?', {
    context,
  });
  return { context, queries, errors, finalOutput };
}

test('a citation carries the lesson, the place and the words, without their marks', async () => {
  const { context } = await turn(() => [passage]);
  expect(context.citations.resolve(1)).toEqual({
    type: 'url',
    title: 'Policies',
    url: 'https://learn.test/docs/x#policies',
    attribution: 'Module 1 · The policies',
    description: 'Pick a policy with care, as the table has it: Policy Choice Reliability BEST_EFFORT',
  });
});

test('a known tier caps every search; without one nothing is filtered', async () => {
  expect((await turn(() => [passage], 2)).queries[0]?.hardwareTier).toBe(2);
  expect((await turn(() => [passage])).queries[0]?.hardwareTier).toBeUndefined();
});

test('a search that fails is a result, and is reported', async () => {
  const { finalOutput, errors } = await turn(() => {
    throw new Error('index broken');
  });
  expect(errors).toHaveLength(1);
  expect(finalOutput).toContain('unavailable');
  expect(finalOutput).not.toContain('index broken');
});
