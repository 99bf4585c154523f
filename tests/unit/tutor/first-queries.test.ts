import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attachment, UserMessageItem } from '@/lib/chatkit/protocol';
import { type FirstQuestion, firstQueries } from '@/lib/tutor/retrieval/first-queries';

function message(text: string, quoted?: string, files: Attachment[] = []): UserMessageItem {
  return {
    id: 'msg_1',
    thread_id: 'thr_1',
    created_at: '2026-02-03T10:11:12.000Z',
    type: 'user_message',
    content: text ? [{ type: 'input_text', text }] : [],
    attachments: files,
    ...(quoted === undefined ? {} : { quoted_text: quoted }),
    inference_options: {},
  };
}

function queries(
  text: string,
  more: Partial<FirstQuestion> & { quoted?: string; files?: Attachment[] } = {},
): string[] {
  const { quoted, files, ...question } = more;
  const { primary, supplementary, fallbacks } = firstQueries({
    message: message(text, quoted, files),
    history: [],
    profile: {},
    page: undefined,
    ...question,
  });
  return [...primary, ...supplementary, ...fallbacks];
}

describe('what needs the course is looked up by the words of the student', () => {
  test.each([
    'What is a node in ROS 2?',
    'what is urdf pls',
    'hi! how do i list topics?',
    'thanks, and how do I record a bag?',
    'Explain quality of service',
    'colcon build fails with "package not found"',
    'Was ist URDF?',
    '¿Qué es un nodo en ROS 2?',
    'ROS 2 میں نوڈ کیا ہے؟',
    'ما هي العقدة في ROS 2؟',
    'ROS 2 में नोड क्या है?',
    'ROS 2 中的节点是什么？',
    'What is the capital of France?',
    'How do I kill a node?',
  ])('%s', (text) => {
    const [first] = queries(text);
    expect(first).toBeTruthy();
  });

  test('a quotation is looked up with the question that points at it', () => {
    const quoted = 'A durable publisher keeps its last messages for late subscribers.';
    for (const text of ['What does this mean?', 'why', '', 'thanks, but what is this?', 'hello']) {
      expect(queries(text, { quoted })[0], text).toContain('durable publisher');
    }
  });

  test('a follow-up is looked up with what it refers to', () => {
    const history = [
      { role: 'user' as const, text: 'What is a lifecycle node?' },
      { role: 'assistant' as const, text: 'A node with states.' },
    ];
    for (const text of ['And how do I start it?', 'Show me an example of one', 'why?', 'Tell me more'])
      expect(queries(text, { history }).join(' '), text).toContain('lifecycle');
  });

  test('a question about the page is looked up with its title', () => {
    const page = { title: 'URDF fundamentals', headings: 'Links, Joints', path: '/docs/urdf' };
    for (const text of ['What is this page about?', 'Summarise this lesson', 'explain this'])
      expect(queries(text, { page })[0], text).toContain('URDF');
  });
});

test.each([
  ['What is a node? Answer in German.', 'What is a node?'],
  ['What is a node? ASAP', 'What is a node?'],
  ['What is URDF? My teacher asked me that', 'What is URDF?'],
  ['What is a node?\n\nSent from my iPhone', 'What is a node?'],
  ['I have an exam. Explain QoS. No code please.', 'Explain QoS.'],
  ['thx for that! how do nodes differ from topics?', 'how do nodes differ from topics?'],
  ['@tutor what is a node', 'what is a node'],
  ['What is a ROS 2 node?', 'What is a node?'],
  ['Was ist URDF?', 'URDF'],
  ['URDF کیا ہے؟', 'URDF'],
  ['什么是URDF?', 'URDF'],
  ['Danke, und was ist ein Topic?', 'Topic'],
  ['Qu’est-ce qu’un topic ?', 'topic'],
  ['谢谢，什么是QoS？', 'QoS'],
  ['What hardware do I need?', 'What hardware do I need?'],
])('%j is also looked up by %j', (text, query) => {
  expect(queries(text)).toContain(query);
});

test('what a message before quoted is what a follow-up is about', () => {
  const quoted = 'A durable publisher keeps its last messages.';
  const history = [
    { role: 'user' as const, text: 'What does this mean?', quoted },
    { role: 'assistant' as const, text: 'It keeps them.' },
  ];
  for (const text of ['and why?', 'can you give an example?'])
    expect(queries(text, { history }).join(' '), text).toContain('durable publisher');
});

describe('what does not is left alone', () => {
  test.each([
    'hi',
    'Hello!',
    'thanks a lot',
    'ok',
    'Who are you?',
    'Quiz me',
    'Give me a quiz on this lesson',
    'Take me to the next lesson',
    'What is my name?',
    '',
    '   ',
    '?!',
  ])('%j', (text) => {
    expect(queries(text)).toEqual([]);
  });
});

test('a file beside the message is what “this” means, and a question of its own is looked up all the same', () => {
  const files: Attachment[] = [{ type: 'file', id: 'atc_1', name: 'notes.txt', mime_type: 'text/plain' }];
  for (const text of ['Please read this.', 'What does it say?', 'summarise this', '', 'What is in here?'])
    expect(queries(text, { files }), text).toEqual([]);
  for (const text of ['Why does colcon fail to build this package?', 'Why does colcon fail?'])
    expect(queries(text, { files })[0], text).toContain('colcon');
  expect(queries('What is a node?', { files })[0]).toBe('What is a node?');
});

test('any message gives at most nine searches, each short and whole', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 6_000 }),
      fc.option(fc.string({ unit: 'grapheme', maxLength: 3_000 }), { nil: undefined }),
      (text, quoted) => {
        const found = queries(text, quoted === undefined ? {} : { quoted });
        expect(found.length).toBeLessThanOrEqual(9);
        for (const query of found) {
          expect(query.length).toBeLessThanOrEqual(500);
          expect(query.trim()).not.toBe('');
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('of a long message, its beginning and its end are read', () => {
  const story = 'We walked through the woods and saw a bird. '.repeat(4_000);
  expect(queries(`${story}\n\nHow do I calibrate a lidar?`).join(' ')).toContain('lidar');
  expect(queries(`How do I calibrate a lidar?\n\n${story}`).join(' ')).toContain('lidar');
});
