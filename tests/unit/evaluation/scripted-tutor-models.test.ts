import { describe, expect, test } from 'vitest';
import type { EvaluationQuestion } from '../../evaluation/questions';
import { writtenText } from '../../evaluation/tutor/draft';
import { judgedCitations, shownMarkers } from '../../evaluation/tutor/judged-citations';
import { LAZY_MODEL } from '../../evaluation/tutor/lazy-model';
import { SeenRequest } from '../../evaluation/tutor/seen-request';
import { samplePassage } from '../../support/sample-passage';
import type { ModelRequest } from '../../support/scripted-openai';
import { SITE } from '../../support/tutor-in-memory';

const topics = samplePassage({
  id: 'topics',
  path: '/docs/topics',
  text: 'A topic is a named channel that carries messages of one type. Nobody knows who is listening at the other end of it.',
});
const bags = samplePassage({
  id: 'bags',
  path: '/docs/bags',
  text: 'A bag is a recording of messages that can be played back at any later time.',
});
const question: EvaluationQuestion = {
  id: 'any',
  question: 'What is a topic?',
  kind: 'paraphrase',
  split: 'test',
  needs: [['topics#']],
};
const RULE = 'Put the marker of a passage behind each statement that rests on it.';
const PASSAGES = `[[1]] ${topics.text}\n[[2]] ${bags.text}`;

function lazyAnswer(note: string): string {
  const input = [
    { role: 'developer', content: note },
    { role: 'user', content: question.question },
  ];
  const request: ModelRequest = {
    api: 'responses',
    path: '/v1/responses',
    closed: new AbortController().signal,
    body: {},
    system: 'Be kind.',
    input,
  };
  const seen = new SeenRequest(request, [topics, bags]);
  const step = LAZY_MODEL.step({ question, seed: 0, calls: 0, seen });
  return step.kind === 'answer' ? writtenText(step.draft) : 'a call';
}

describe('the lazy model', () => {
  test('quotes the best passage and marks one sentence in two where the rule to cite stands beside it', () => {
    expect(lazyAnswer(`${RULE}\n${PASSAGES}`)).toBe(
      'A topic is a named channel that carries messages of one type. [[1]] Nobody knows who is listening at the other end of it.',
    );
  });

  test('marks nothing without that rule', () => {
    expect(lazyAnswer(PASSAGES)).toBe(topics.text);
  });

  test('says that the course has nothing only where its request says so', () => {
    expect(lazyAnswer('The course has nothing on this question.')).toContain(
      'The course does not cover this.',
    );
    expect(lazyAnswer('Be brief.')).not.toContain('course');
  });
});

describe('a citation that students see', () => {
  const draft = {
    sentences: [
      {
        text: 'A topic is a named channel that carries messages of one type.',
        from: topics,
        marker: '[[1]]',
      },
      { text: 'Pizza tastes best with friends.', marker: '(2)' },
    ],
  };
  const text =
    'A topic is a named channel that carries messages of one type. Pizza tastes best with friends (2).';
  const cited = (path: string, index: number) => [
    {
      type: 'output_text' as const,
      text,
      annotations: [
        {
          type: 'annotation' as const,
          index,
          source: { type: 'url' as const, title: 'T', url: `${SITE}${path}` },
        },
      ],
    },
  ];

  test.each([
    ['of the passage that its sentence was taken from', '/docs/topics', 61, 'supported'],
    ['before the full stop', '/docs/topics', 60, 'supported'],
    ['of another passage', '/docs/bags', 61, 'wrong'],
    ['behind a sentence that is from no passage', '/docs/topics', text.length, 'wrong'],
    ['of a passage that was not retrieved', '/docs/elsewhere', 61, 'invented'],
  ])('%s', (_, path, index, verdict) => {
    expect(judgedCitations(cited(path, index), draft, [topics, bags])).toEqual([verdict]);
  });

  test('is counted where it stands as text', () => {
    expect(shownMarkers(text, draft)).toBe(1);
  });
});
