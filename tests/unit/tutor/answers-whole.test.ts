import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnsweringTutor, type Api } from '../../support/tutor-answers/answering-tutor';
import { findFaults } from '../../support/tutor-answers/find-faults';
import { generatedAnswers } from '../../support/tutor-answers/generated-answers';
import { missingCharacters, shownText, writtenText } from '../../support/tutor-answers/marked-text';
import { seededCuts } from '../../support/tutor-answers/seeded-cuts';
import { seenAnswers, seenCitations } from '../../support/tutor-answers/seen-answers';
import { handwrittenAnswers, tutorAnswers } from '../../support/tutor-answers/tutor-answers';

const APIS = ['responses', 'chat_completions'] as const satisfies Api[];
let tutors: Record<Api, AnsweringTutor>;

beforeAll(async () => {
  const [responses, chat_completions] = await Promise.all(APIS.map(AnsweringTutor.start));
  if (!responses || !chat_completions) throw new Error('one tutor is needed for each API');
  tutors = { responses, chat_completions };
});
afterAll(() => Promise.all(Object.values(tutors).map((tutor) => tutor.stop())));

/** An answer as it is streamed, finished and stored. */
async function answered(api: Api, marked: string, declares: boolean) {
  const text = writtenText(marked);
  const answer = await tutors[api].ask(
    { kind: 'text', text, chunks: seededCuts(text, text.length) },
    { isRetrieved: true, declares },
  );
  const [part = { streamed: '', finished: '', citations: 0 }] = answer.parts;
  const [stored] = await tutors[api].storedParts(answer);
  return { ...part, stored };
}

test('there are answers enough, by hand and of the course', () => {
  expect(handwrittenAnswers.length).toBeGreaterThanOrEqual(80);
  expect(tutorAnswers().length).toBeGreaterThanOrEqual(300);
});

describe.each([
  { client: 'a client that declares our extensions', declares: true },
  { client: 'any other client', declares: false },
])('the whole text reaches $client', ({ declares }) => {
  test.each([
    { turn: 'has', isRetrieved: true },
    { turn: 'has not', isRetrieved: false },
  ])('where the turn $turn retrieved what it cites', async ({ isRetrieved }) => {
    const options = { isRetrieved, declares, seed: 1, pieces: 12 };
    expect(await findFaults(tutors.responses, tutorAnswers(), options)).toEqual([]);
    expect(await findFaults(tutors.responses, generatedAnswers(100), options)).toEqual([]);
  });

  test('over Chat Completions', async () => {
    const sample = handwrittenAnswers.filter((_, index) => index % 6 === 0);
    for (const { name, marked } of sample) {
      const { streamed, finished, stored } = await answered('chat_completions', marked, declares);
      expect({ name, stored }).toEqual({ name, stored: shownText(marked) });
      expect(missingCharacters(marked, streamed) + missingCharacters(marked, finished)).toBe(0);
    }
  });
});

describe.each(APIS)('seen before, over %s', (api) => {
  test.each(seenAnswers)('$name: $marked', async ({ name, marked }) => {
    const exact = shownText(marked);
    const citations = seenCitations[name] ?? 0;
    const declared = await answered(api, marked, true);
    expect(declared).toEqual({ streamed: exact, finished: exact, stored: exact, citations });

    const official = await answered(api, marked, false);
    expect(official).toMatchObject({ stored: exact, citations });
    expect(missingCharacters(marked, official.streamed)).toBe(0);
    expect(missingCharacters(marked, official.finished)).toBe(0);
  });
});
