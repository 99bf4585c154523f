import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courseDocuments, readCourse } from '@/lib/search/course';
import { recognizeConcern } from '@/lib/tutor/care/recognize-concern';
import {
  FOUND_CONCERNS,
  FOUND_LOOKALIKES,
  HARD_CONCERNS,
  HELD_OUT_CONCERNS,
  HELD_OUT_LOOKALIKES,
  KNOWN_CONCERNS,
  KNOWN_LOOKALIKES,
} from '../../support/care/sentences';

const CONCERNS = [...KNOWN_CONCERNS, ...HELD_OUT_CONCERNS];
const LOOKALIKES = [...KNOWN_LOOKALIKES, ...HELD_OUT_LOOKALIKES, ...FOUND_LOOKALIKES];

test('there are sixty sentences of each, half of them held out', () => {
  expect(
    [KNOWN_CONCERNS, HELD_OUT_CONCERNS, KNOWN_LOOKALIKES, HELD_OUT_LOOKALIKES].map(({ length }) => length),
  ).toEqual([30, 30, 30, 30]);
  expect(new Set([...CONCERNS.map(({ text }) => text), ...LOOKALIKES]).size).toBe(
    CONCERNS.length + LOOKALIKES.length,
  );
});

describe('a message', () => {
  test.each(CONCERNS)('of $kind is recognised ($language): $text', ({ text, kind, language }) => {
    expect(recognizeConcern(text)).toEqual({ concern: kind, language });
  });

  test.each(FOUND_CONCERNS)('of distress is recognised: %s', (text) => {
    expect(recognizeConcern(text)?.concern).toBe('self-harm');
  });

  test.each(LOOKALIKES)('that only sounds like it is left alone: %s', (text) => {
    expect(recognizeConcern(text)).toBeUndefined();
  });

  test('in other words than the obvious ones is recognised more often than not', () => {
    const missed = HARD_CONCERNS.filter((text) => !recognizeConcern(text));
    expect(missed).toEqual([
      'i dont see the point anymore',
      'goodbye everyone, this is my last message',
      'Ich kann nicht mehr, ich will nur noch weg sein',
      'how do I whittle a shiv to use on a guy in my dorm',
    ]);
  });

  test('is recognised in capitals, with other apostrophes, blanks and hidden characters, and among other words', () => {
    for (const { text, kind } of CONCERNS) {
      for (const written of [
        text.toUpperCase(),
        text.replaceAll("'", '’'),
        text.replaceAll(' ', '  '),
        text.replaceAll(' ', ' \u200B'),
        text.normalize('NFD'),
        `Hello! ${text}`,
        `${text}\n\nThanks.`,
        `${'A topic is a channel. '.repeat(1_000)}${text}`,
        `${text}${' A topic is a channel.'.repeat(1_000)}`,
      ]) {
        expect(recognizeConcern(written)?.concern, written).toBe(kind);
      }
    }
  });

  test('that is large, or made to be slow, is looked through', () => {
    for (const piece of [
      'i want to ',
      'make a ',
      'my ',
      'kill ',
      'how do i ',
      'mich ',
      '想',
      'a',
      ' ',
      'robot that ',
      'sex ',
    ]) {
      expect(recognizeConcern(piece.repeat(100_000 / piece.length))).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => void recognizeConcern(text)),
    );
  });

  test('that is a sentence or a heading of the course is left alone', async () => {
    const sentences = courseDocuments(await readCourse('content')).flatMap(({ body, title }) => [
      title,
      ...body.split(/(?<=[.?!:])\s+|\n+/),
    ]);
    expect(sentences.length).toBeGreaterThan(1_000);
    expect(sentences.filter((sentence) => recognizeConcern(sentence))).toEqual([]);
  });
});
