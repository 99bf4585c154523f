import {
  Agent,
  OpenAIChatCompletionsModel,
  OpenAIResponsesModel,
  type RunContext,
  Runner,
  tool,
} from '@openai/agents';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentContext } from '@/lib/chatkit/agents/agent-context';
import { clientTool, stopForClientTool } from '@/lib/chatkit/agents/client-tool';
import { ResponseConverter } from '@/lib/chatkit/agents/response-converter';
import { streamAgentResponse } from '@/lib/chatkit/agents/stream-agent-response';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { threadStreamEvent } from '@/lib/chatkit/protocol/events';
import { CustomStreamError } from '@/lib/chatkit/server/errors';
import type { RequestContext } from '@/lib/chatkit/server/request-context';
import { card, finished, outline, testContext, updates } from '../../../support/agent-run';
import { gate } from '../../../support/gate';
import { type Reply, type Script, ScriptedOpenAI } from '../../../support/scripted-openai';

/** The bridge behind the real clients of the SDK, on the real wire. */
let openai: ScriptedOpenAI;

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});

afterAll(() => openai.stop());

type Api = 'responses' | 'chat_completions';

interface Answered {
  events: ThreadStreamEvent[];
  error: unknown;
}

const model = (api: Api) => {
  const client = new OpenAI({ apiKey: 'sk-scripted', baseURL: openai.baseUrl, maxRetries: 0 });
  return api === 'responses'
    ? new OpenAIResponsesModel(client, 'm')
    : new OpenAIChatCompletionsModel(client, 'm');
};

async function answer(
  api: Api,
  script: Script,
  options: {
    agent?: Partial<ConstructorParameters<typeof Agent<AgentContext>>[0]>;
    converter?: ResponseConverter;
    signal?: AbortSignal;
    onEvent?: (event: ThreadStreamEvent) => void;
  } = {},
): Promise<Answered> {
  openai.play(script);
  const context = testContext();
  context.citations.number('lesson', { type: 'url', title: 'Lesson', url: 'https://l.test' });
  const agent = new Agent<AgentContext>({ name: 'a', model: model(api), ...options.agent });
  const { signal, converter, onEvent } = options;
  const given = signal ? { signal } : {};
  const run = await new Runner({ tracingDisabled: true }).run(agent, 'Hello', {
    stream: true,
    context,
    ...given,
  });
  const events: ThreadStreamEvent[] = [];
  try {
    const bridge = streamAgentResponse(context, run, { ...given, ...(converter ? { converter } : {}) });
    for await (const event of bridge) {
      events.push(threadStreamEvent.parse(event));
      onEvent?.(event);
    }
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

const lookUp = tool({
  name: 'look_up',
  description: 'Looks something up',
  parameters: z.object({}),
  async execute(_input, runContext?: RunContext<AgentContext>) {
    const context = runContext?.context;
    context?.progress('Looking…', 'search');
    context?.addWorkflowTask({ type: 'custom', title: 'Looked', status_indicator: 'complete' });
    await context?.streamWidget(card('found'));
    return 'found it';
  },
});

const openLesson = clientTool({
  name: 'open_lesson',
  description: 'Opens a lesson',
  parameters: z.object({ lesson: z.string() }),
});

/** The tool first, then the text. */
const afterTool =
  (name: string, text: string, args: object = {}): Script =>
  ({ input }) =>
    /function_call_output|"role":"tool"/.test(JSON.stringify(input))
      ? { kind: 'text', text }
      : { kind: 'tool', name, arguments: args };

const drawThenSay = (image: Reply): Script => {
  const replies: Reply[] = [image];
  return () => replies.pop() ?? { kind: 'text', text: 'There.' };
};

describe.each<{ api: Api }>([{ api: 'responses' }, { api: 'chat_completions' }])('$api', ({ api }) => {
  test('text is streamed, its markers are citations', async () => {
    const text = 'Nodes talk [1] over topics.';
    const { events } = await answer(api, () => ({
      kind: 'text',
      text,
      chunks: ['Nodes ', 'talk [', '1] over', ' topics.'],
    }));
    const lines = outline(events);
    expect(lines.slice(0, 3)).toEqual([
      'added message_1',
      'content_part.added message_1',
      'content_part.text_delta message_1',
    ]);
    expect(lines.slice(-2)).toEqual(['content_part.done message_1', 'done message_1']);
    const [part] = finished(events, 'assistant_message').content;
    expect(part?.text).toBe('Nodes talk over topics.');
    expect(part?.annotations).toMatchObject([{ index: 10, source: { title: 'Lesson' } }]);
    const streamed = updates(events).map((update) => ('delta' in update ? update.delta : ''));
    expect(streamed.join('')).toBe(part?.text);
  });

  test('T19: a refusal is streamed like text', async () => {
    const { events } = await answer(api, () => ({ kind: 'refusal', text: 'I cannot do that.' }));
    expect(updates(events).filter((update) => update.type.endsWith('text_delta')).length).toBeGreaterThan(2);
    expect(finished(events, 'assistant_message').content.map(({ text }) => text)).toEqual([
      'I cannot do that.',
    ]);
  });

  test('what a tool sends comes in order with the answer', async () => {
    const { events } = await answer(api, afterTool('look_up', 'There it is.'), {
      agent: { tools: [lookUp] },
    });
    expect(outline(events).filter((line) => !line.startsWith('content_part'))).toEqual([
      'progress_update',
      'added workflow_1',
      'done workflow_1',
      'done message_1',
      'added message_2',
      'done message_2',
    ]);
  });

  test('a client tool ends the run, with the call that the model knows', async () => {
    const { events } = await answer(api, afterTool('open_lesson', 'never', { lesson: 'ros' }), {
      agent: { tools: [lookUp, openLesson], toolUseBehavior: stopForClientTool },
    });
    expect(openai.requests).toHaveLength(1);
    expect(finished(events, 'client_tool_call')).toMatchObject({
      id: 'tool_call_1',
      call_id: expect.stringMatching(/^call_\d+$/),
      name: 'open_lesson',
      arguments: { lesson: 'ros' },
      status: 'pending',
    });
  });

  test('a client tool with wrong arguments goes back to the model', async () => {
    const { events } = await answer(api, afterTool('open_lesson', 'Sorry.', { lesson: 7 }), {
      agent: { tools: [openLesson], toolUseBehavior: stopForClientTool },
    });
    expect(outline(events).at(-1)).toBe('done message_1');
    expect(openai.requests).toHaveLength(2);
  });

  test('citations of the provider are annotations', async () => {
    const citation = { url: 'https://x.test', title: 'X', start_index: 0, end_index: 5 };
    const annotation =
      api === 'responses'
        ? { type: 'url_citation', ...citation }
        : { type: 'url_citation', url_citation: citation };
    const { events } = await answer(api, () => ({
      kind: 'text',
      text: 'Hello there',
      annotations: [annotation],
    }));
    expect(updates(events).filter((update) => update.type.endsWith('annotation_added'))).toHaveLength(1);
    expect(finished(events, 'assistant_message').content[0]?.annotations).toEqual([
      { type: 'annotation', source: { type: 'url', url: 'https://x.test', title: 'X' }, index: 5 },
    ]);
  });

  test('a connection that breaks is a failure, after what had been said', async () => {
    const { events, error } = await answer(api, () => ({ kind: 'text', text: 'Half an', cut: true }));
    expect(error).toBeInstanceOf(Error);
    expect(
      updates(events)
        .map((update) => ('delta' in update ? update.delta : ''))
        .join(''),
    ).toContain('Half');
    expect(outline(events)).not.toContain('done message_1');
  });

  test('a guardrail takes the answer back', async () => {
    const guardrail = {
      name: 'never',
      execute: async () => ({ tripwireTriggered: true, outputInfo: {} }),
    };
    const { events, error } = await answer(api, () => ({ kind: 'text', text: 'Secret' }), {
      agent: { outputGuardrails: [guardrail] },
    });
    expect(outline(events).at(-1)).toBe('removed message_1');
    expect(error).toBeInstanceOf(CustomStreamError);
  });

  test('a stop ends the stream at once', async () => {
    const abort = new AbortController();
    const never = gate();
    let chunks = 0;
    const { events, error } = await answer(
      api,
      () => ({
        kind: 'text',
        text: 'One two three',
        pace: async () => {
          chunks += 1;
          if (chunks > 1) await never.opened;
        },
      }),
      {
        signal: abort.signal,
        onEvent: (event) => {
          if (event.type === 'thread.item.updated' && 'delta' in event.update) abort.abort();
        },
      },
    );
    expect(error).toBeUndefined();
    expect(outline(events).at(-1)).toBe('content_part.text_delta message_1');
    never.open();
  });
});

describe('the Responses API alone', () => {
  test('thoughts are a workflow that the answer ends', async () => {
    const { events } = await answer('responses', () => ({
      kind: 'text',
      text: 'Yes.',
      reasoning: ['Is it so?', 'It is.'],
    }));
    expect(outline(events).filter((line) => !line.startsWith('task.updated'))).toEqual([
      'added workflow_1',
      'task.added workflow_1',
      'task.added workflow_1',
      'done workflow_1',
      'added message_1',
      'content_part.added message_1',
      'content_part.text_delta message_1',
      'content_part.done message_1',
      'done message_1',
    ]);
    expect(finished(events, 'workflow').workflow).toMatchObject({
      tasks: [{ content: 'Is it so?' }, { content: 'It is.' }],
      summary: { duration: 0 },
    });
  });

  test('an image comes in parts', async () => {
    const { events } = await answer(
      'responses',
      drawThenSay({ kind: 'image', partials: ['QQ==', 'Qg=='], result: 'Qw==' }),
      { converter: new ResponseConverter({ partialImages: 2 }) },
    );
    expect(updates(events).slice(0, 2)).toMatchObject([{ progress: 0 }, { progress: 0.5 }]);
    expect(finished(events, 'generated_image').image?.url).toBe('data:image/png;base64,Qw==');
  });

  test('an image that failed is taken back', async () => {
    const { events } = await answer('responses', drawThenSay({ kind: 'image', partials: [], result: null }));
    expect(outline(events).slice(0, 2)).toEqual(['added message_1', 'removed message_1']);
  });
});

test('an agent whose context knows more can have client tools too', () => {
  interface Known extends RequestContext {
    known: string;
  }
  const agent = new Agent<AgentContext<Known>>({
    name: 'a',
    tools: [openLesson],
    toolUseBehavior: stopForClientTool,
  });
  expect(agent.tools).toHaveLength(1);
});
