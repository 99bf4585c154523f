import { describe, expect, test } from 'vitest';
import { citedBlocks } from '@/components/course/cited-blocks';

const block = (text: string) => ({ text, isCode: false });
const code = (text: string) => ({ text, isCode: true });

const PAGE = [
  block('Think of a delivery robot in a corridor.'),
  block('A topic is a named, typed channel: publishers send messages to it.'),
  code('ros2 topic list'),
  block('Two rules decide whether a connection is made.'),
  block('The last word.'),
];

describe('the blocks that a quotation covers', () => {
  test.each([
    ['one paragraph', 'A topic is a named, typed channel: publishers send messages to it.', 1, 1],
    [
      'paragraphs around code',
      'A topic is a named, typed channel: publishers send messages to it. Two rules decide whether a connection is made.',
      1,
      3,
    ],
    ['one that was cut in the middle of a word', 'A topic is a named, typed channel: publish', 1, 1],
    ['one without the marks of the page', 'a topic is a *named*, `typed` channel', 1, 1],
    ['one that begins in the middle of a block', 'rules decide whether a connection is made', 3, 3],
    ['a short last block', 'The last word.', 4, 4],
  ])('%s', (_what, quotation, first, last) => {
    expect(citedBlocks(PAGE, quotation)).toEqual({ first, last });
  });

  test.each([
    ['nothing is quoted', ''],
    ['only marks are quoted', '| — |'],
    ['the page does not say it', 'A service is a request and response call.'],
    ['only code says it', 'ros2 topic list'],
  ])('are none where %s', (_what, quotation) => {
    expect(citedBlocks(PAGE, quotation)).toBeUndefined();
  });
});
