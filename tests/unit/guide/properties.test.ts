import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask } from './ask';
import { converse, openPage } from './converse';

/** What `.env.example` names: of these, students know none. */
const VARIABLES = [
  ...readFileSync('.env.example', 'utf8').matchAll(/^#?\s*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)=/gm),
].map(([, name = '']) => name);
/** In UTF-16 code units. The longest route lists the course. */
const MAX_LENGTH = 12_000;

/** Sentences and blocks that a quoting answer has taken from the course. */
function quotations(text: string): string[] {
  const blocks = text.split(/\n\n(?=```|\|)|(?<=```)\n\n|(?<=\|)\n\n|\n\n/);
  return blocks
    .filter(
      (block) =>
        !/^(?:To read on|There is |Here is|This is|The course|The lesson|Beside|An example|In the lesson|I |Ask |It has|- \[|- and)/.test(
          block,
        ),
    )
    .flatMap((block) => (/^[`|]/.test(block) ? [block] : block.split(/(?<=[.!?])\s+/)))
    .map((part) => part.replace(/^The (?:section|lesson) “[^”]*” adds:\s*/, '').trim())
    .filter((part) => part.split(' ').length > 4);
}

describe('a conversation', () => {
  test.each([
    [
      'What is a node?',
      'more',
      'explain it simpler',
      'an example please',
      'why?',
      'more',
      'What is a node?',
      'more',
    ],
    ['What is a service?', 'tell me more', 'more', 'more', 'more', 'more', 'more', 'more', 'more', 'more'],
    ['What is LoRA?', 'What is LoRA?', 'explain LoRA', 'what does LoRA mean', 'LoRA', 'show me an example'],
    [
      'how do i record a bag',
      'example',
      'another example',
      'how do i record a bag',
      'why',
      'how can i record bags?',
    ],
  ])('never has the same quotation twice: %s', async (...questions) => {
    const answers = await converse(questions);
    const seen = new Set<string>();
    for (const [at, { text }] of answers.entries()) {
      for (const quotation of quotations(text)) {
        expect(seen.has(quotation), `${questions[at]}: ${quotation}`).toBe(false);
        seen.add(quotation);
      }
    }
  });

  test('says plainly when a lesson has nothing more', async () => {
    const questions = ['What is a bag?', ...Array.from({ length: 20 }, () => 'more')];
    const answers = await converse(questions);
    expect(answers.at(-1)?.text).toContain('There is nothing more in [Recording with rosbag2]');
    expect(answers.at(-1)?.text).toContain('The next lesson is');
  });
});

describe('what every answer has', () => {
  const words = fc.constantFrom(
    ...'what how why where is are the a this it node topic laptop start lesson module 2 course long hardware explain simpler example more QoS please robot pls noed , ? ! “Nodes and topics” Was ist que 是 quiz me open next not wrong help'.split(
      ' ',
    ),
  );
  const message = fc.oneof(
    fc.array(words, { maxLength: 9 }).map((all) => all.join(' ')),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

  test('any message gets one that is not empty, not endless, and names no setting', async () => {
    const pages = [
      undefined,
      openPage('nodes-and-topics'),
      openPage('module-4-vla'),
      { title: 'Elsewhere', path: '/x' },
    ];
    await fc.assert(
      fc.asyncProperty(message, fc.constantFrom(...pages), fc.boolean(), async (text, page, isSecond) => {
        const history = isSecond ? ['What is a node?', (await ask('What is a node?')).text] : [];
        const answer = await ask(text, { history, ...(page ? { page } : {}) });
        // A page that the browser opens, and a card, say it themselves.
        if (answer.items.length === 0) expect(answer.text.trim()).not.toBe('');
        expect(answer.text.length).toBeLessThan(MAX_LENGTH);
        for (const variable of VARIABLES) expect(answer.text).not.toContain(variable);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('a huge message is answered, too', async () => {
    const answer = await ask(`${'I walked through the woods and saw a bird. '.repeat(2_000)}What is a node?`);
    expect(answer.text.trim()).not.toBe('');
    expect(answer.text.length).toBeLessThan(MAX_LENGTH);
  });
});
