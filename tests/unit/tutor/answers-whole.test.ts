import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnsweringTutor, type Api } from '../../support/tutor-answers/answering-tutor';
import { generatedAnswers } from '../../support/tutor-answers/generated-answers';
import { missingCharacters, shownText, writtenText } from '../../support/tutor-answers/marked-text';
import { seededCuts } from '../../support/tutor-answers/seeded-cuts';
import { seenAnswers, seenCitations } from '../../support/tutor-answers/seen-answers';
import { handwrittenAnswers, type TutorAnswer, tutorAnswers } from '../../support/tutor-answers/tutor-answers';

const APIS: readonly Api[] = ['responses', 'chat_completions'];
const CLIENTS = [
  { client: 'a client that declares our extensions', declares: true },
  { client: 'any other client', declares: false },
];

const tutors = new Map<Api, AnsweringTutor>();

beforeAll(async () => {
  for (const api of APIS) tutors.set(api, await AnsweringTutor.start(api));
});
afterAll(async () => {
  await Promise.all([...tutors.values()].map((tutor) => tutor.stop()));
});

interface Asked {
  api: Api;
  declares: boolean;
  isRetrieved: boolean;
  seed: number;
}

/** The answer as it is read, as it is finished and as it is stored. */
async function answered(marked: string, { api, seed, ...options }: Asked) {
  const tutor = tutors.get(api);
  if (!tutor) throw new Error(`no tutor speaks ${api}`);
  const text = writtenText(marked);
  const answer = await tutor.answer({ text, chunks: seededCuts(text, seed, 1 + text.length / 10), ...options });
  return { ...answer, stored: await tutor.storedText(answer) };
}

/** What is wrong with an answer: characters that are missing, and text that is not the one that is expected. */
async function faults({ name, marked }: TutorAnswer, asked: Asked): Promise<object[]> {
  const { streamed, finished, stored } = await answered(marked, asked);
  const missing = {
    streamed: missingCharacters(marked, streamed),
    finished: missingCharacters(marked, finished),
    stored: missingCharacters(marked, stored),
  };
  const found: object[] = [];
  if (missing.streamed + missing.finished + missing.stored > 0) found.push({ name, ...asked, missing });
  const exact = shownText(marked);
  if (asked.isRetrieved && stored !== exact) found.push({ name, ...asked, stored, exact });
  if (asked.isRetrieved && asked.declares && finished !== exact) found.push({ name, finished, exact });
  return found;
}

async function faultsOf(answers: TutorAnswer[], asked: (index: number) => Asked): Promise<object[]> {
  const found: object[] = [];
  for (let from = 0; from < answers.length; from += 8) {
    const some = answers.slice(from, from + 8);
    found.push(
      ...(await Promise.all(some.map((answer, index) => faults(answer, asked(from + index))))).flat(),
    );
  }
  return found;
}

describe.each(CLIENTS)('the whole answer reaches $client', ({ declares }) => {
  test('there are enough answers, by hand and of the course', () => {
    expect(handwrittenAnswers.length).toBeGreaterThanOrEqual(80);
    expect(tutorAnswers().length).toBeGreaterThanOrEqual(300);
  });

  test.each(APIS)('of answers by hand, over %s', async (api) => {
    for (const isRetrieved of [true, false]) {
      expect(
        await faultsOf(handwrittenAnswers, (seed) => ({ api, declares, isRetrieved, seed })),
      ).toEqual([]);
    }
  });

  test('of every section of the course with code, wherever it is put', async () => {
    const answers = tutorAnswers().slice(handwrittenAnswers.length);
    const asked = (index: number): Asked => ({
      api: APIS[index % 2] ?? 'responses',
      declares,
      isRetrieved: index % 3 > 0,
      seed: index,
    });
    expect(await faultsOf(answers, asked)).toEqual([]);
  }, 60_000);

  test('of answers put together at random', async () => {
    const asked = (index: number): Asked => ({
      api: APIS[index % 2] ?? 'responses',
      declares,
      isRetrieved: index % 3 > 0,
      seed: index,
    });
    expect(await faultsOf(generatedAnswers(100), asked)).toEqual([]);
  }, 60_000);
});

describe.each(APIS)('seen before, over %s', (api) => {
  test.each(seenAnswers)('$name: $marked', async ({ name, marked }) => {
    const asked = { api, isRetrieved: true, seed: 1 };
    const declared = await answered(marked, { ...asked, declares: true });
    const exact = shownText(marked);
    expect(declared).toMatchObject({ streamed: exact, finished: exact, stored: exact });
    expect(declared.citations).toBe(seenCitations[name] ?? 0);

    const official = await answered(marked, { ...asked, declares: false });
    expect(official.stored).toBe(exact);
    expect(missingCharacters(marked, official.streamed)).toBe(0);
    expect(missingCharacters(marked, official.finished)).toBe(0);
    expect(official.citations).toBe(seenCitations[name] ?? 0);
  });
});
