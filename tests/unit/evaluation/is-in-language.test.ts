import { describe, expect, test } from 'vitest';
import { LANGUAGE_QUESTIONS, type Language } from '../../evaluation/questions/languages';
import { isInLanguage } from '../../evaluation/tutor/is-in-language';
import { DECLINES } from '../../evaluation/tutor/language-model';

const languages = [...new Set(LANGUAGE_QUESTIONS.map(({ language }) => language))];
const texts: [Language, string][] = LANGUAGE_QUESTIONS.flatMap(({ language, question, answer }) => [
  [language, answer],
  [language, `${question} ${answer}`],
  [language, DECLINES[language]],
]);

test.each(texts)('a text in %s is in that language alone: %s', (language, text) => {
  expect(languages.filter((each) => isInLanguage(text, each))).toEqual([language]);
});

test.each([
  'The course does not cover this.',
  'A node is a participant in the ROS 2 graph that does one job and has its own name.',
  'colcon build',
  '',
])('“%s” is in none of them', (text) => {
  expect(languages.filter((each) => isInLanguage(text, each))).toEqual([]);
});

describe('the questions in other languages', () => {
  test('are five of each of eight, with names of their own', () => {
    expect(
      languages.map((each) => LANGUAGE_QUESTIONS.filter(({ language }) => language === each).length),
    ).toEqual(new Array(8).fill(5));
    expect(new Set(LANGUAGE_QUESTIONS.map(({ id }) => id)).size).toBe(40);
  });
});
