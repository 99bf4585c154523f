import type { AgentInputItem, Model, ModelRequest } from '@openai/agents';
import { Usage } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import { toModelInput } from '@/lib/chatkit/agents/to-model-input';
import type {
  ClientToolCallItem,
  StructuredInputItem,
  ThreadItem,
  UserMessageItem,
} from '@/lib/chatkit/protocol';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { readTurn } from '@/lib/tutor/guide/read-turn';
import { loadHistory } from '@/lib/tutor/history';
import type { TutorContext } from '@/lib/tutor/tutor-context';
import { TutorServer } from '@/lib/tutor/tutor-server';

const principal = { userId: 'alice' };
const thread = {
  id: 'thr_1',
  title: 'A thread',
  created_at: '2026-02-03T10:11:12.000Z',
  status: { type: 'active' as const },
  metadata: {},
};
const base = { thread_id: thread.id, created_at: thread.created_at };

const asked = (text: string, more: Partial<UserMessageItem> = {}): UserMessageItem => ({
  ...base,
  type: 'user_message',
  id: text,
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
  ...more,
});

const answered = (text: string): ThreadItem => ({
  ...base,
  type: 'assistant_message',
  id: text,
  content: [{ type: 'output_text', text, annotations: [] }],
});

const hidden = (content: string): ThreadItem => ({
  ...base,
  type: 'hidden_context_item',
  id: content,
  content,
});

const located: ClientToolCallItem = {
  ...base,
  type: 'client_tool_call',
  id: 'call',
  call_id: 'call_1',
  name: 'get_location',
  arguments: {},
  status: 'completed',
  output: 'Oslo',
};

const chosen: StructuredInputItem = {
  ...base,
  type: 'structured_input',
  id: 'chosen',
  status: 'answered',
  inputs: [
    { type: 'freeform', id: 'q', question: 'Which robot?', answer: { values: ['A rover'], skipped: false } },
  ],
};

const file = { type: 'file' as const, id: 'atc_1', name: 'notes.txt', mime_type: 'text/plain' };

async function storeWith(items: ThreadItem[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.saveAttachment(principal, file);
  await store.createThread(principal, thread, items);
  return store;
}

const load = async (items: ThreadItem[], current: UserMessageItem | null, limit: number) => {
  const history = await loadHistory(await storeWith(items), principal, thread.id, current, limit);
  return {
    earlier: history.earlier.map(({ id }) => id),
    turn: history.turn.map(({ id }) => id),
  };
};

describe('the history of a turn', () => {
  const now = asked('now');

  test('only messages count towards the limit; what stands between them comes along', async () => {
    const items = [asked('a'), answered('b'), hidden('h1'), asked('c'), hidden('h2'), answered('d'), now];
    expect(await load(items, now, 2)).toEqual({ earlier: ['h1', 'c', 'h2', 'd'], turn: ['now'] });
    expect(await load(items, now, 10)).toEqual({
      earlier: ['a', 'b', 'h1', 'c', 'h2', 'd'],
      turn: ['now'],
    });
  });

  test('a limit of none leaves the turn itself', async () => {
    expect(await load([asked('a'), answered('b'), now], now, 0)).toEqual({ earlier: [], turn: ['now'] });
  });

  test('any number of notes between two messages is read over', async () => {
    const notes = Array.from({ length: 150 }, (_, at) => hidden(`note ${at}`));
    const { earlier } = await load([asked('a'), answered('b'), ...notes, now], now, 1);
    expect(earlier).toHaveLength(151);
    expect(earlier[0]).toBe('b');
  });

  test('a turn that goes on begins with its question and ends with what was answered', async () => {
    const items = [asked('a'), answered('b'), asked('where?'), located, answered('One moment.')];
    expect(await load(items, null, 10)).toEqual({
      earlier: ['a', 'b'],
      turn: ['where?', 'One moment.', 'call'],
    });
    expect((await load(items, null, 0)).turn).toEqual(['where?', 'One moment.', 'call']);
  });

  test('the note of a turn that went on is no part of it: a process that died may have left one', async () => {
    const content =
      'Your answer above was cut off at its length limit. Continue it exactly where it stopped, in the middle of the word or of the ' +
      'code if it stopped there. Repeat nothing of it, and say nothing about having been cut off.';
    const items = [
      asked('a'),
      answered('b'),
      { ...base, type: 'sdk_hidden_context' as const, id: 'note', content },
      now,
    ];
    expect(await load(items, now, 10)).toEqual({ earlier: ['a', 'b'], turn: ['now'] });
  });

  test('an empty thread has none', async () => {
    expect(await load([], null, 10)).toEqual({ earlier: [], turn: [] });
  });
});

/** A model that says "ok" and remembers what it was asked. */
class Listening implements Model {
  readonly heard: ModelRequest[] = [];

  async getResponse() {
    return { usage: new Usage(), output: [] };
  }

  async *getStreamedResponse(request: ModelRequest) {
    this.heard.push(request);
    yield { type: 'output_text_delta' as const, delta: 'ok' };
    const content = [{ type: 'output_text' as const, text: 'ok' }];
    const output = [
      { type: 'message' as const, role: 'assistant' as const, status: 'completed' as const, content },
    ];
    const usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
    yield { type: 'response_done' as const, response: { id: 'r', usage, output } };
  }
}

async function hear(
  items: ThreadItem[],
  message: UserMessageItem | null,
  mode: 'messages' | 'prompt' = 'messages',
): Promise<{ input: AgentInputItem[]; system: string }> {
  const answer = new Listening();
  const server = new TutorServer({
    store: await storeWith(items),
    models: { answer, title: undefined },
    lessons: new CourseLessonsOnDisk('content'),
    search: {
      size: async () => ({ documents: 0, passages: 0 }),
      search: async () => [],
      context: async () => [],
    },
    course: courseShape('content'),
    files: {
      get: async () => ({
        name: 'notes.txt',
        mimeType: 'text/plain',
        bytes: new TextEncoder().encode('read me'),
      }),
    },
    history: { limit: 10, mode },
  });
  const context: TutorContext = {
    principal,
    requestId: 'r',
    metadata: {},
    loadProfile: async () => ({}),
    page: undefined,
    siteUrl: 'https://course.test',
  };
  for await (const event of server.respond(thread, message, context, new AbortController().signal)) {
    expect(event.type).not.toBe('error');
  }
  const [request] = answer.heard;
  if (!request || typeof request.input === 'string') throw new Error('no input');
  return { input: request.input, system: request.systemInstructions ?? '' };
}

describe('what the tutor tells its model', () => {
  test('the current message stands last and once, as one message with its quotation and its file', async () => {
    const current = asked('What is it?', { quoted_text: 'a node', attachments: [file] });
    const { input } = await hear([asked('Hi', { attachments: [file] }), answered('Hello'), current], current);
    expect(input).toHaveLength(3);
    expect(JSON.stringify(input[0])).toContain('(Attached file: notes.txt');
    expect(JSON.stringify(input[2])).toContain('read me');
    expect(JSON.stringify(input[2])).toContain('a node');
    expect(JSON.stringify(input).split('What is it?')).toHaveLength(2);
  });

  test('after a client tool the input ends with its result, and the model goes on', async () => {
    const { input } = await hear([asked('Where am I?', { attachments: [file] }), located], null);
    expect(input.slice(-2)).toMatchObject([
      { type: 'function_call', callId: 'call_1' },
      { type: 'function_call_result', callId: 'call_1', output: '"Oslo"' },
    ]);
    expect(JSON.stringify(input[0])).toContain('read me');
  });

  test('after questions were answered the input ends with the answers', async () => {
    const { input } = await hear([asked('Help me choose.'), chosen, answered('Please choose.')], null);
    expect(JSON.stringify(input.at(-1))).toContain('- Which robot?: A rover');
  });

  test('with the history in the prompt only what is no message is typed', async () => {
    const current = asked('And now?');
    const items = [asked('Hi'), answered('Hello'), hidden('psst'), current];
    const { input, system } = await hear(items, current, 'prompt');
    expect(system).toContain('user: Hi\nassistant: Hello');
    expect(system).not.toContain('And now?');
    expect(input).toHaveLength(2);
    expect(JSON.stringify(input[0])).toContain('psst');
  });
});

test('the built-in guide does not take notes about the thread for the student’s words', async () => {
  const items = [asked('My name is Zarah.'), hidden('psst'), chosen, asked('What is my name?')];
  const { question, history } = readTurn(await toModelInput(items));
  expect(question).toBe('What is my name?');
  expect(history.map(({ text }) => text)).toEqual(['My name is Zarah.']);
});
