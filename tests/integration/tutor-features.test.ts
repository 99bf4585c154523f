import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientToolCallItem, ThreadItem, ThreadStreamEvent, WidgetItem } from '@/lib/chatkit/protocol';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { readQuizState } from '@/lib/tutor/quiz/quiz-state';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient, threadIdOf } from '../support/chat-client';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { ScriptedTranscription } from '../support/scripted-transcription';

const TOPICS = '/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics';
const MESSAGES = '/docs/module-1-ros2/chapter-1-foundations/messages-and-interfaces';
const reading = (path: string) => ({ pageContext: { path, title: 'A lesson' } });
const lessons = new CourseLessonsOnDisk(resolve('content'));

let guide: AppServer;
let scripted: AppServer;
let openai: ScriptedOpenAI;
let ears: ScriptedTranscription;

beforeAll(async () => {
  [openai, ears] = await Promise.all([ScriptedOpenAI.start(), ScriptedTranscription.start()]);
  [guide, scripted] = await Promise.all([startApp(), startApp({ env: { OPENAI_BASE_URL: openai.baseUrl } })]);
});

afterAll(async () => {
  await Promise.all([guide?.stop(), scripted?.stop()]);
  await Promise.all([openai?.stop(), ears?.stop()]);
});

function done<Type extends ThreadItem['type']>(events: ThreadStreamEvent[], type: Type) {
  const items = events.flatMap((event) => (event.type === 'thread.item.done' ? [event.item] : []));
  const item = items.find(
    (candidate): candidate is Extract<ThreadItem, { type: Type }> => candidate.type === type,
  );
  if (!item) throw new Error(`no ${type} in ${JSON.stringify(events)}`);
  return item;
}

/** Presses a button of a card that answers the card itself. */
async function press(
  student: ChatClient,
  card: WidgetItem,
  type: string,
  payload: object,
): Promise<WidgetItem> {
  const { updated_item } = await student.call<{ updated_item: WidgetItem }>('threads.sync_custom_action', {
    thread_id: card.thread_id,
    item_id: card.id,
    action: { type, payload: { quiz: readQuizState(card.widget), ...payload } },
  });
  return updated_item;
}

/** Answers all questions of a card; those in `wrong` with a wrong option. */
async function answerAll(student: ChatClient, first: WidgetItem, wrong: number[]): Promise<WidgetItem> {
  const state = readQuizState(first.widget);
  const all = await lessons.questions(state?.lesson ?? '');
  let card = first;
  for (const [at, id] of (state?.questions ?? []).entries()) {
    const { right = 0, options = [] } = all.find((question) => question.id === id) ?? {};
    const choice = String(wrong.includes(at) ? (right + 1) % options.length : right);
    card = await press(student, card, 'quiz.check', { choice });
    card = await press(student, card, 'quiz.next', {});
  }
  return card;
}

const review = (student: ChatClient, card: WidgetItem) =>
  student.stream('threads.custom_action', {
    thread_id: card.thread_id,
    item_id: card.id,
    action: { type: 'quiz.review', payload: null },
  });

const answer = (student: ChatClient, item: ThreadItem, values: Record<string, string>) =>
  student.stream('threads.add_structured_input', {
    thread_id: item.thread_id,
    item_id: item.id,
    input: {
      answers: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { values: [value] }])),
    },
  });

describe('with the built-in guide', () => {
  test('a search is a workflow with the lessons found, finished before the answer', async () => {
    const student = await ChatClient.signIn(guide.url, 'Searcher');
    const events = await student.create('What is a topic?');
    expect(events.map(({ type }) => type)).not.toContain('progress_update');
    const { workflow, id } = done(events, 'workflow');
    expect(workflow.summary).toMatchObject({ title: expect.stringMatching(/^Read \d+ lessons?$/) });
    expect(workflow.tasks).toMatchObject([{ type: 'web_search', status_indicator: 'complete' }]);
    const ended = events.findIndex((event) => event.type === 'thread.item.done' && event.item.id === id);
    const said = events.findIndex(
      (event) => event.type === 'thread.item.added' && event.item.type === 'assistant_message',
    );
    expect(ended).toBeGreaterThan(-1);
    expect(ended).toBeLessThan(said);
    const stored = await student.items(threadIdOf(events));
    expect(stored.data.map(({ type }) => type)).toEqual(['user_message', 'workflow', 'assistant_message']);
    // It is not taken for anything that was said.
    const next = await student.say(threadIdOf(events), 'What did I ask before?');
    expect(answerOf(next).content[0]?.text).toContain('“What is a topic?”');
  });

  test('a quiz from the question to what comes after it', async () => {
    const student = await ChatClient.signIn(guide.url, 'Quizzed');
    const events = await student.create('Quiz me on this lesson', reading(TOPICS));
    const card = done(events, 'widget');
    expect(answerOf(events).content[0]?.text).toContain('Three questions from “Nodes and topics”');

    const result = await answerAll(student, card, [1]);
    expect(JSON.stringify(result.widget)).toContain('2 of 3 right');
    // What the student saw is what is stored.
    const stored = await student.items(card.thread_id);
    expect(stored.data.find(({ id }) => id === card.id)).toEqual(result);

    const reviewed = await review(student, result);
    const message = done(reviewed, 'assistant_message');
    expect(message.content[0]?.annotations).toHaveLength(1);
    expect(message.content[0]?.annotations[0]?.source).toMatchObject({
      url: expect.stringContaining(`${guide.url}${TOPICS}#`),
    });
    const questions = done(reviewed, 'structured_input');

    const explained = await answer(student, questions, { next: 'Explain what I got wrong' });
    expect(explained.map(({ type }) => type)).not.toContain('error');
    expect(answerOf(explained).content[0]?.annotations.length).toBeGreaterThan(0);

    const again = await review(student, result);
    expect(again).toContainEqual(expect.objectContaining({ type: 'notice' }));
    const more = await student.say(card.thread_id, 'Three more questions', reading(TOPICS));
    const second = readQuizState(done(more, 'widget').widget);
    expect(second?.lesson).toBe(TOPICS);
    const before = readQuizState(card.widget)?.questions ?? [];
    expect(second?.questions.filter((id) => before.includes(id))).toEqual([]);
  });

  test('“the next lesson” after a quiz is opened in the browser', async () => {
    const student = await ChatClient.signIn(guide.url, 'Onwards');
    const card = done(await student.create('Quiz me', reading(TOPICS)), 'widget');
    const questions = done(await review(student, await answerAll(student, card, [])), 'structured_input');
    const asked = await answer(student, questions, { next: 'The next lesson' });
    const call = done(asked, 'client_tool_call');
    expect(call).toMatchObject({ name: 'open_lesson', arguments: { path: MESSAGES }, status: 'pending' });
    const after = await student.stream('threads.add_client_tool_output', {
      thread_id: card.thread_id,
      result: { opened: MESSAGES, title: 'Messages and interfaces' },
    });
    expect(answerOf(after).content[0]?.text).toContain('“Messages and interfaces” is open.');
  });

  test('what a card cannot do is refused with words', async () => {
    const student = await ChatClient.signIn(guide.url, 'Fiddler');
    const card = done(await student.create('Quiz me', reading(TOPICS)), 'widget');
    const params = { thread_id: card.thread_id, item_id: card.id };
    const refused = await student.post({
      type: 'threads.sync_custom_action',
      params: { ...params, action: { type: 'quiz.cheat', payload: {} } },
    });
    expect(refused.status).toBe(400);
    const streamed = await student.stream('threads.custom_action', {
      ...params,
      action: { type: 'quiz.cheat', payload: {} },
    });
    expect(streamed).toContainEqual(
      expect.objectContaining({ type: 'error', message: 'This button does nothing here.' }),
    );
    const [one, other] = await Promise.all([
      press(student, card, 'quiz.check', { choice: '0' }),
      press(student, card, 'quiz.check', { choice: '0' }),
    ]);
    expect(readQuizState(one.widget)?.answers).toEqual([0]);
    expect(readQuizState(other.widget)?.answers).toEqual([0]);
  });

  test('an opinion on an answer is stored and logged without its text', async () => {
    const student = await ChatClient.signIn(guide.url, 'Critic');
    const events = await student.create('What is a node?');
    const { id } = answerOf(events);
    await student.call('items.feedback', { thread_id: threadIdOf(events), item_ids: [id], kind: 'positive' });
    const line = () => guide.logs.find(({ msg }) => msg === 'feedback');
    // The line comes through a pipe, beside the answer.
    await expect.poll(line).toMatchObject({ threadId: threadIdOf(events), itemIds: [id], kind: 'positive' });
    expect(JSON.stringify(line())).not.toContain('node');
  });

  test('dictation is refused plainly', async () => {
    const student = await ChatClient.signIn(guide.url, 'Speaker');
    const response = await student.post({
      type: 'input.transcribe',
      params: { audio_base64: 'AAAA', mime_type: 'audio/webm' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: 'Dictation is not available here.' } });
  });
});

describe('with a model', () => {
  /** The names of the tools that the model was offered. */
  const offered = () => JSON.stringify(openai.turns.at(-1)?.body.tools);
  const lastInput = () => JSON.stringify(openai.turns.at(-1)?.input.at(-1));

  test('a quiz that it asks for, with what it learns of the answers', async () => {
    const student = await ChatClient.signIn(scripted.url, 'Model quiz');
    openai.play(() =>
      lastInput().includes('"shown')
        ? { kind: 'text', text: 'Good luck.' }
        : { kind: 'tool', name: 'quiz_me', arguments: { lesson: TOPICS, topic: null } },
    );
    const events = await student.create('Quiz me on topics');
    expect(offered()).toContain('quiz_me');
    expect(offered()).toContain('open_lesson');
    const card = done(events, 'widget');
    expect(answerOf(events).content[0]?.text).toBe('Good luck.');

    const questions = done(await review(student, await answerAll(student, card, [0])), 'structured_input');
    openai.play(() => ({ kind: 'text', text: 'A node has one job.' }));
    const after = await answer(student, questions, { unclear: 'What is a node?' });
    expect(answerOf(after).content[0]?.text).toBe('A node has one job.');
    const input = JSON.stringify(openai.turns.at(-1)?.input);
    expect(input).toContain('student_chose');
    expect(input).toContain('What is a node?');
    expect(input).not.toContain('quiz.more');
  });

  test('a lesson that it wants opened is opened by the page, one that is none is not', async () => {
    const student = await ChatClient.signIn(scripted.url, 'Model opens');
    openai.play(() =>
      openai.turns.length === 1
        ? { kind: 'tool', name: 'open_lesson', arguments: { path: '/docs/nowhere' } }
        : { kind: 'tool', name: 'open_lesson', arguments: { path: `${TOPICS}#what-a-node-is` } },
    );
    const events = await student.create('Take me to topics');
    expect(lastInput()).toContain('no page at that path');
    const call: ClientToolCallItem = done(events, 'client_tool_call');
    expect(call.arguments).toEqual({ path: `${TOPICS}#what-a-node-is` });
    openai.play(() => ({ kind: 'text', text: 'It is open.' }));
    const after = await student.stream('threads.add_client_tool_output', {
      thread_id: threadIdOf(events),
      result: { opened: TOPICS, title: 'Nodes and topics' },
    });
    expect(answerOf(after).content[0]?.text).toBe('It is open.');
    expect(JSON.stringify(openai.turns.at(-1)?.input)).toContain('function_call_output');
  });
});

test('dictation reaches the server that is configured', async () => {
  const app = await startApp({
    env: { OPENAI_BASE_URL: ears.baseUrl, OPENAI_TRANSCRIBE_MODEL: 'whisper-x' },
  });
  try {
    const student = await ChatClient.signIn(app.url, 'Dictator');
    ears.reply = { text: 'What is a topic?' };
    const params = {
      audio_base64: Buffer.from('sound').toString('base64'),
      mime_type: 'audio/webm;codecs=opus',
    };
    expect(await student.call('input.transcribe', params)).toEqual({ text: 'What is a topic?' });
    expect(ears.heard.at(-1)).toMatchObject({ fileName: 'speech.webm', model: 'whisper-x' });
    ears.reply = { status: 400 };
    const refused = await student.post({ type: 'input.transcribe', params });
    expect(refused.status).toBe(400);
    expect(await refused.text()).not.toContain('secret');
  } finally {
    await app.stop();
  }
});
