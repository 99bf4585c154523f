import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QUESTIONS } from '../../evaluation/questions';
import { ELSEWHERE, SENTENCES_OF } from '../../evaluation/questions/elsewhere';
import {
  CLOSINGS,
  inLowerCase,
  OPENINGS,
  VARIATIONS,
  varyQuestion,
  withChatter,
  withTypo,
} from '../../evaluation/vary-question';
import { randomFrom } from '../../support/random';

const covered = QUESTIONS.filter(({ needs }) => needs.length > 0);
const texts = fc.constantFrom(...covered.map(({ question }) => question));
const seeds = fc.nat();

describe('every covered question again', () => {
  test.each(VARIATIONS)(
    '%s: has a text of its own, what answers it, and is the same each time',
    (variation) => {
      const varied = covered.flatMap((question) => varyQuestion(question, variation) ?? []);
      expect(varied).toEqual(covered.flatMap((question) => varyQuestion(question, variation) ?? []));
      // The others have no word that is long enough for a typo, or are in lower case as they are.
      expect(varied.length).toBeGreaterThan(covered.length * 0.7);
      for (const [at, question] of covered.entries()) {
        const again = varyQuestion(question, variation);
        if (!again) continue;
        expect(again.question, covered[at]?.id).not.toBe(question.question);
        expect(again).toEqual({ ...question, id: again.id, question: again.question });
      }
      expect(new Set(varied.map(({ id }) => id)).size).toBe(varied.length);
    },
  );

  test('chatter stands around the question, which is whole but for its first capital', () => {
    fc.assert(
      fc.property(texts, seeds, (text, seed) => {
        const chatter = withChatter(text, randomFrom(seed));
        expect(chatter.toLowerCase()).toContain(text.toLowerCase());
        const added = [...OPENINGS, ...CLOSINGS].filter((each) => chatter.includes(each));
        expect(added.length).toBeGreaterThan(0);
      }),
    );
    expect(OPENINGS.length + CLOSINGS.length).toBeGreaterThanOrEqual(20);
  });

  test.each([
    ["Why doesn't my node start?", 'why doesnt my node start'],
    ['What does “use_sim_time” do, exactly?', 'what does use_sim_time do exactly'],
    ['A real-time factor of 0.4: is that bad?', 'a real-time factor of 0.4 is that bad'],
    ['/cmd_vel is silent. Why?', '/cmd_vel is silent why'],
    ['gz::sim::systems::DiffDrive', 'gz::sim::systems::diffdrive'],
  ])('in lower case without punctuation: %s', (text, bare) => {
    expect(inLowerCase(text)).toBe(bare);
  });

  test('a typo changes one word of five letters or more, by one letter', () => {
    fc.assert(
      fc.property(texts, seeds, (text, seed) => {
        const typo = withTypo(text, randomFrom(seed));
        if (typo === text) return;
        const [before, after] = [text.split(' '), typo.split(' ')];
        expect(after.length).toBe(before.length);
        const changed = before.flatMap((word, at) => (word === after[at] ? [] : [[word, after[at] ?? '']]));
        expect(changed).toHaveLength(1);
        const [word = '', misspelt = ''] = changed[0] ?? [];
        expect(word.match(/\p{L}/gu)?.length).toBeGreaterThanOrEqual(5);
        expect(misspelt[0]).toBe(word[0]);
        expect(Math.abs(misspelt.length - word.length)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each(['view_frames', 'gz sim -r -s', 'max_relative_target', 'How do I do it?', ''])(
    'no typo in what has no such word: %s',
    (text) => {
      expect(withTypo(text, randomFrom(1))).toBe(text);
    },
  );
});

describe('questions about other things', () => {
  test('are as many of each length, one to four sentences', () => {
    const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
    for (const { id, question } of ELSEWHERE)
      expect([...sentences.segment(question)].length, question).toBe(SENTENCES_OF.get(id));
    const counts = [1, 2, 3, 4].map(
      (count) => [...SENTENCES_OF.values()].filter((own) => own === count).length,
    );
    expect(new Set(counts).size).toBe(1);
    expect(ELSEWHERE.length).toBeGreaterThanOrEqual(120);
  });

  test('have names and texts of their own', () => {
    const all = [...QUESTIONS, ...ELSEWHERE];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(ELSEWHERE.map(({ question }) => question)).size).toBe(ELSEWHERE.length);
  });

  test.each([
    ...[
      'node',
      'topic',
      'bridge',
      'launch',
      'world',
      'joint',
      'frame',
      'camera',
      'service',
      'action',
      'message',
    ],
    ...['tree', 'path', 'package'],
  ])('use a word of the course in another meaning: %s', (word) => {
    const using = ELSEWHERE.filter(({ question }) => new RegExp(`\\b${word}`, 'i').test(question));
    expect(using.length).toBeGreaterThanOrEqual(3);
  });
});
