import type { AgentInputItem } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import { structuredInputText } from '@/lib/chatkit/agents/model-text';
import type { StructuredInputItem, ThreadItem } from '@/lib/chatkit/protocol';
import { afterQuizQuestions } from '@/lib/tutor/quiz/after-quiz';
import { readQuizState } from '@/lib/tutor/quiz/quiz-state';
import { ask } from './ask';

const page = (path: string) => ({ title: 'A page', path });
const TOPICS = '/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics';
const MESSAGES = '/docs/module-1-ros2/chapter-1-foundations/messages-and-interfaces';

/** The lesson of the quiz card that a turn showed. */
function quizzed(items: ThreadItem[]): string | undefined {
  const card = items.find((item) => item.type === 'widget');
  return card?.type === 'widget' ? readQuizState(card.widget)?.lesson : undefined;
}

/** The page that a turn asked the browser to open. */
function opened(items: ThreadItem[]): unknown {
  const call = items.find((item) => item.type === 'client_tool_call');
  return call?.type === 'client_tool_call' ? call.arguments.path : undefined;
}

const user = (text: string): AgentInputItem => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
});

const quiz = user(
  `You showed the user this widget, a quiz:\n<Quiz>\n${JSON.stringify({
    lesson: { path: TOPICS, title: 'Nodes and topics' },
    questions: 3,
    answered: [
      { statement: 's', section: 'What a node is', right_answer: 'A node', student_chose: 'A message' },
      {
        statement: 's',
        section: 'Publish on a timer',
        right_answer: 'A publisher',
        student_chose: 'A publisher',
      },
      { statement: 's', section: 'Subscribe', right_answer: 'A subscription', student_chose: 'A node' },
    ],
    next_lesson: { path: MESSAGES, title: 'Messages and interfaces' },
  })}\n</Quiz>`,
);

function chosen(next: string | undefined, unclear?: string): AgentInputItem {
  const [choice, words] = afterQuizQuestions({ hasWrong: true, hasNext: true });
  if (!choice || !words) throw new Error('no questions');
  const answer = (value: string | undefined) => ({
    values: value ? [value] : [],
    skipped: value === undefined,
  });
  const item: StructuredInputItem = {
    type: 'structured_input',
    id: 'i',
    thread_id: 't',
    created_at: '',
    status: 'answered',
    inputs: [
      { ...choice, answer: answer(next) },
      { ...words, answer: answer(unclear) },
    ],
  };
  return user(structuredInputText(item));
}

describe('a quiz', () => {
  test.each([
    'Quiz me on this lesson.',
    'quiz me',
    'Test me',
    'Can you test my knowledge, please?',
    'Give me a quiz on this',
  ])('is made from the lesson being read: %s', async (question) => {
    const { items, text } = await ask(question, { page: page(TOPICS) });
    expect(quizzed(items)).toBe(TOPICS);
    expect(text).toContain('Three questions from “Nodes and topics”');
  });

  test.each([
    ['Quiz me on topics', TOPICS],
    ['test me on quality of service', '/docs/module-1-ros2/chapter-2-communication/quality-of-service'],
    [
      'Give me a short quiz about LoRA',
      '/docs/module-4-vla/chapter-9-training-and-deployment/fine-tuning-with-lora',
    ],
  ])('is made on a topic: %s', async (question, lesson) => {
    expect(quizzed((await ask(question)).items)).toBe(lesson);
  });

  test('is refused plainly where there is nothing to make it from', async () => {
    expect((await ask('Quiz me')).text).toContain('Open a lesson first');
    expect((await ask('Quiz me on baking bread')).text).toContain('no lesson on “baking bread”');
    const bridging = '/docs/module-2-simulation/chapter-5-simulation-and-ros-2/bridging-topics-with-ros-gz';
    expect((await ask('Quiz me on this lesson', { page: page(bridging) })).text).toContain(
      'too few good questions in “Bridging topics with ros_gz”',
    );
    const chapter = '/docs/module-1-ros2/chapter-1-foundations';
    expect((await ask('Quiz me', { page: page(chapter) })).text).toContain('is an overview');
  });

  test('is not taken for a question that only sounds like one', async () => {
    for (const question of ['How do I test a robot in simulation?', 'What is a quiz?']) {
      expect((await ask(question, { page: page(TOPICS) })).items.map(({ type }) => type)).not.toContain(
        'widget',
      );
    }
  });
});

describe('after a quiz', () => {
  const after = [quiz];

  test('three more questions are on the same lesson', async () => {
    const { items } = await ask('Quiz me', { after: [...after, chosen('Three more questions')] });
    expect(quizzed(items)).toBe(TOPICS);
    expect(quizzed((await ask('Three more questions, please', { before: [quiz] })).items)).toBe(TOPICS);
  });

  test('the next lesson is opened', async () => {
    const { items, text } = await ask('Quiz me', { after: [...after, chosen('The next lesson')] });
    expect(opened(items)).toBe(MESSAGES);
    expect(text).toBe('');
  });

  test('what was wrong is looked up and quoted, and nothing else', async () => {
    const { text, citations, queries } = await ask('Quiz me', {
      after: [...after, chosen('Explain what I got wrong')],
    });
    expect(queries).toEqual(['Nodes and topics']);
    expect(text).toContain('**A node**');
    expect(text).toContain('A node is a participant in the ROS 2 graph');
    expect(text).toContain('**A subscription**');
    expect(text).not.toContain('**A publisher**');
    expect(citations.length).toBeGreaterThan(1);
  });

  test('what is unclear is answered before anything else', async () => {
    const { text } = await ask('Quiz me', {
      after: [...after, chosen('The next lesson', 'What is a callback?')],
    });
    expect(text).toContain('A callback is a function that ROS 2 runs for you');
  });

  test('other words in place of an option are a question', async () => {
    const { text } = await ask('Quiz me', { after: [...after, chosen('What is spinning?')] });
    expect(text).toContain('spinning');
  });

  test('who skips everything is left in peace', async () => {
    const { text, queries } = await ask('Quiz me', { after: [...after, chosen(undefined)] });
    expect(text).toContain('Ask me about anything');
    expect(queries).toEqual([]);
  });

  test('cards and answered questions are not taken for words of the student', async () => {
    const { text } = await ask('What did I ask before?', {
      history: ['Quiz me', 'Three questions.'],
      before: [quiz, chosen('Three more questions')],
    });
    expect(text).toContain('“Quiz me”');
    expect(text).not.toContain('You showed');
    expect(text).not.toContain('You asked');
  });
});

describe('opening a lesson', () => {
  test.each([
    ['Open the lesson on services', '/docs/module-1-ros2/chapter-2-communication/services-and-actions'],
    ['Take me to quality of service', '/docs/module-1-ros2/chapter-2-communication/quality-of-service'],
    [
      'Please open the URDF lesson',
      '/docs/module-1-ros2/chapter-3-robot-model-and-control/describing-a-robot-in-urdf',
    ],
  ])('%s', async (question, path) => {
    expect(opened((await ask(question)).items)).toBe(path);
  });

  test('“that lesson” is the one that the last answer named', async () => {
    const first = await ask('What is LoRA?');
    const { items } = await ask('Show me that lesson', { history: ['What is LoRA?', first.text] });
    expect(opened(items)).toBe('/docs/module-4-vla/chapter-9-training-and-deployment/fine-tuning-with-lora');
  });

  test('the next and the previous one are seen from the page', async () => {
    expect(opened((await ask('Open the next lesson', { page: page(TOPICS) })).items)).toBe(MESSAGES);
    const first = '/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2';
    const { items, text } = await ask('take me to the previous lesson', { page: page(first) });
    expect(opened(items)).toBeUndefined();
    expect(text).toContain('could not open');
  });

  test('what the course does not have is not opened', async () => {
    const { items, text } = await ask('Take me to the capital of France');
    expect(opened(items)).toBeUndefined();
    expect(text).toContain('does not cover');
  });

  test.each([
    [{ opened: TOPICS, title: 'Nodes and topics' }, '“Nodes and topics” is open.'],
    [{ error: 'The page did not open.' }, 'could not open'],
    ['nonsense', 'could not open'],
  ])('goes on with what the browser answers: %o', async (output, said) => {
    const call = { callId: 'c', name: 'open_lesson', status: 'completed' as const };
    const { text, queries } = await ask('Open the lesson on topics', {
      after: [
        { type: 'function_call', ...call, arguments: '{}' },
        { type: 'function_call_result', ...call, output: JSON.stringify(output) },
      ],
    });
    expect(text).toContain(said);
    expect(queries).toEqual([]);
  });
});
