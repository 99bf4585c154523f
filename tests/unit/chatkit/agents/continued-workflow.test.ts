import { InputGuardrailTripwireTriggered } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import { AgentContext } from '@/lib/chatkit/agents/agent-context';
import { streamAgentResponse } from '@/lib/chatkit/agents/stream-agent-response';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import {
  added,
  done,
  functionCall,
  message,
  outline,
  outputText,
  reasoning,
  request,
  type Step,
  steps,
  thoughtDone,
} from '../../../support/agent-run';
import { input, threadIdOf } from '../../../support/chat-client';
import { SampleServer } from '../../../support/sample-server';

/** A server that answers each turn with the next list of steps. */
function serverWith(...turns: ((context: AgentContext) => Step[])[]): SampleServer {
  const server = new SampleServer();
  server.respondWith = async function* (thread): AsyncGenerator<ThreadStreamEvent> {
    const { generateId, now, store } = server;
    const context = new AgentContext({ thread, request, generateId, now, store });
    yield* streamAgentResponse(context, steps(...(turns.shift()?.(context) ?? [])));
  };
  return server;
}

const thinkThenAsk = (context: AgentContext): Step[] => [
  added(reasoning('rs_1')),
  thoughtDone('rs_1', 'I need to know where they are.'),
  functionCall('get_location', 'call_1'),
  () => context.callClientTool('get_location', {}),
];

const thinkThenAnswer = (): Step[] => [
  added(reasoning('rs_2')),
  thoughtDone('rs_2', 'Oslo, then.'),
  added(message('m')),
  done(message('m', [outputText('Rain.')])),
];

const kinds = (events: ThreadStreamEvent[]) =>
  events.flatMap((event) => ('item' in event ? [`${event.type.split('.').at(-1)} ${event.item.type}`] : []));

describe('a workflow that a client tool interrupts', () => {
  test('goes on in the next run, and is stored once with all of its thoughts', async () => {
    const server = serverWith(thinkThenAsk, thinkThenAnswer);
    const asked = await server.stream('threads.create', { input: input('Will it rain?') });
    const thread_id = threadIdOf(asked);
    expect(kinds(asked).slice(1)).toEqual(['added workflow', 'done client_tool_call']);

    const events = await server.stream('threads.add_client_tool_output', { thread_id, result: 'Oslo' });
    expect(kinds(events)).toEqual(['done workflow', 'added assistant_message', 'done assistant_message']);

    const items = await server.stored(thread_id);
    expect(items.map(({ type }) => type)).toEqual([
      'user_message',
      'workflow',
      'client_tool_call',
      'assistant_message',
    ]);
    const workflow = items.find((item) => item.type === 'workflow');
    expect(workflow?.workflow.tasks).toHaveLength(2);
    expect(workflow?.workflow.summary).toEqual({ duration: expect.any(Number) });
    expect(server.errors).toEqual([]);
  });

  test('stays when a guardrail takes back what came after it', async () => {
    const tripwire = new InputGuardrailTripwireTriggered('no', {
      guardrail: { type: 'input', name: 'g' },
      output: { tripwireTriggered: true, outputInfo: {} },
    });
    const server = serverWith(thinkThenAsk, () => [...thinkThenAnswer(), () => Promise.reject(tripwire)]);
    const asked = await server.stream('threads.create', { input: input('Will it rain?') });
    const thread_id = threadIdOf(asked);
    const events = await server.stream('threads.add_client_tool_output', { thread_id, result: 'Oslo' });
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'custom', allow_retry: false });
    expect(outline(events).filter((line) => line.startsWith('removed'))).toHaveLength(1);
    expect((await server.stored(thread_id)).map(({ type }) => type)).toEqual([
      'user_message',
      'workflow',
      'client_tool_call',
      'turn_end',
    ]);
  });

  test('a workflow that was finished is not taken up again', async () => {
    const endThenAsk = (context: AgentContext): Step[] => [
      ...thinkThenAsk(context).slice(0, 2),
      () => context.endWorkflow(),
      ...thinkThenAsk(context).slice(2),
    ];
    const server = serverWith(endThenAsk, thinkThenAnswer);
    const asked = await server.stream('threads.create', { input: input('Will it rain?') });
    const events = await server.stream('threads.add_client_tool_output', {
      thread_id: threadIdOf(asked),
      result: 'Oslo',
    });
    expect(kinds(events)[0]).toBe('added workflow');
  });
});
