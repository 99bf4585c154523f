import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asks, clauses } from '@/lib/search/text/clauses';

describe('a message falls into what it asks and what it says beside', () => {
  it.each([
    ['whats a hive lol i keep hearing it', ['whats a hive', 'i keep hearing it']],
    ['how do i open a hive, im allergic', ['how do i open a hive', 'im allergic']],
    ['My bees swarm. What now?', ['My bees swarm.', 'What now?']],
    ['pls explain varroa', ['explain varroa']],
    ['a smoker or smth', ['a smoker']],
    ['explain a hive to me, like with an example', ['explain a hive to me', 'like with an example']],
    ['my hive is full, why do they swarm', ['my hive is full', 'why do they swarm']],
    ['if my hive is full, why do they swarm', ['if my hive is full, why do they swarm']],
    ['despite that, why do they swarm', ['despite that, why do they swarm']],
    ['which frames, boxes and lids do i need', ['which frames, boxes and lids do i need']],
    ['ls -a | grep x; echo "y"', ['ls -a | grep x; echo "y"']],
  ])('%s', (message, parts) => {
    expect(clauses(message).map((part) => part.trim())).toEqual(parts);
  });

  it('and loses no word that is asked, whatever surrounds it', () => {
    const word = fc.constantFrom(
      'hive',
      'queen',
      'varroa',
      'smoker',
      'i',
      'it',
      'how',
      'lol',
      ',',
      '?',
      '.',
      'but',
      'ROS2',
      'क्या',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (all) => {
        const text = clauses(all.join(' ')).join(' ');
        for (const each of all.filter((one) => /^(?:hive|queen|varroa|smoker|ROS2|क्या)$/.test(one)))
          expect(text).toContain(each);
      }),
    );
  });
});

it.each([' ', ',', ', ', '\t', '-', '? ', 'lol '])('a message of very many %j ends', (part) => {
  const message = `${part.repeat(100_000)}what is a hive`;
  expect(clauses(message).at(-1)).toContain('what is a hive');
  expect(asks(message)).toBeTypeOf('boolean');
});

describe('what asks', () => {
  it.each(['how do i open it', 'it is closed?', 'explain varroa', 'ok so what is it', 'Why'])(
    '%s',
    (clause) => {
      expect(asks(clause)).toBe(true);
    },
  );

  it.each(['i keep bees', 'like a robot?', 'my hive is closed', 'such as honey'])(
    'and what does not: %s',
    (clause) => {
      expect(asks(clause)).toBe(false);
    },
  );
});
