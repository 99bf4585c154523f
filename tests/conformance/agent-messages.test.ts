import { Agent, InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered } from '@openai/agents';
import { describe, expect } from 'vitest';
import { ResponseConverter } from '@/lib/chatkit/agents/response-converter';
import type { Annotation } from '@/lib/chatkit/protocol';
import {
  added,
  annotationAdded,
  at,
  bridged,
  done,
  finished,
  message,
  type OutputItem,
  outcome,
  outline,
  outputText,
  partAdded,
  testContext,
  textDelta,
  textDone,
  updates,
  widgetItem,
} from '../support/agent-run';
import { behaviour } from './catalogue/behaviour';

/** What a model says becomes messages, with ids of ours where the reference takes the provider's. */
const base = { thread_id: 'thr_1', created_at: at };

describe('messages', () => {
  behaviour(66, 'raw events become updates of the message', async () => {
    const events = await bridged(testContext(), [
      added(message('m')),
      partAdded('m'),
      textDelta('m', 'Hello, world!'),
      partAdded('m', 1),
      textDone('m', 'Hello, world!'),
      annotationAdded('m', { type: 'file_citation', file_id: 'file_1', filename: 'file.txt', index: 5 }),
    ]);
    const content = (text: string) => ({ type: 'output_text', text, annotations: [] });
    expect(updates(events).slice(1, 5)).toEqual([
      { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: 'Hello, world!' },
      { type: 'assistant_message.content_part.added', content_index: 1, content: content('') },
      {
        type: 'assistant_message.content_part.done',
        content_index: 0,
        content: content('Hello, world!'),
      },
      {
        type: 'assistant_message.content_part.annotation_added',
        content_index: 0,
        annotation_index: 0,
        annotation: {
          type: 'annotation',
          source: { type: 'file', filename: 'file.txt', title: 'file.txt' },
          index: 5,
        },
      },
    ]);
  });

  const citations = [
    { type: 'file_citation' as const, file_id: 'file_1', filename: '', index: 0 },
    {
      type: 'container_file_citation' as const,
      container_id: 'c',
      file_id: 'file_2',
      filename: 'container.txt',
      start_index: 0,
      end_index: 3,
    },
    { type: 'url_citation' as const, url: 'https://x.test', title: 'X', start_index: 1, end_index: 5 },
  ];

  const annotated = async (list: typeof citations) =>
    updates(
      await bridged(testContext(), [
        added(message('m')),
        partAdded('m'),
        ...list.map((citation) => annotationAdded('m', citation)),
      ]),
    ).filter((update) => update.type === 'assistant_message.content_part.annotation_added');

  behaviour(67, 'an empty file name is dropped, and the numbers stay dense', async () => {
    expect(await annotated(citations)).toMatchObject([
      {
        annotation_index: 0,
        annotation: { index: 3, source: { type: 'file', filename: 'container.txt', title: 'container.txt' } },
      },
      {
        annotation_index: 1,
        annotation: { index: 5, source: { type: 'url', url: 'https://x.test', title: 'X' } },
      },
    ]);
  });

  behaviour(68, 'plain objects are read like typed ones', async () => {
    /** As an SDK types them: instances of a class, with fields of its own. */
    class Typed {
      readonly logprobs = null;
    }
    const typed = await annotated(citations.map((citation) => Object.assign(new Typed(), citation)));
    const plain: typeof citations = JSON.parse(JSON.stringify(citations));
    expect(await annotated(plain)).toEqual(typed);
    expect(typed.map(({ annotation_index, annotation }) => [annotation_index, annotation.index])).toEqual([
      [0, 3],
      [1, 5],
    ]);
  });

  behaviour(69, 'a converter of the application makes the annotations', async () => {
    const calls: string[] = [];
    const own = (name: string): Annotation => {
      calls.push(name);
      return {
        type: 'annotation',
        source: { type: 'entity', id: name, title: name, interactive: false, data: {} },
        index: 0,
      };
    };
    class Converter extends ResponseConverter {
      override fileCitationToAnnotation() {
        return own('file');
      }
      override urlCitationToAnnotation() {
        return Promise.resolve(own('url'));
      }
    }
    const [, , url = null] = citations;
    const events = await bridged(
      testContext(),
      [
        added(message('m')),
        partAdded('m'),
        annotationAdded('m', { type: 'file_citation', file_id: 'f', filename: 'f.txt', index: 0 }),
        done(message('m', [outputText('Hello', [url])])),
      ],
      { converter: new Converter() },
    );
    expect(calls).toEqual(['file', 'url']);
    expect(updates(events)).toContainEqual(
      expect.objectContaining({ annotation: expect.objectContaining({ source: own('file').source }) }),
    );
    expect(finished(events, 'assistant_message').content[0]?.annotations).toEqual([own('url')]);
  });

  behaviour(70, 'a guardrail takes back everything that was shown', async () => {
    const agent = new Agent({ name: 'a' });
    const output = { tripwireTriggered: true, outputInfo: {} };
    const tripwires = [
      new InputGuardrailTripwireTriggered('in', { guardrail: { type: 'input', name: 'g' }, output }),
      new OutputGuardrailTripwireTriggered('out', {
        guardrail: { type: 'output', name: 'g' },
        agent,
        agentOutput: '',
        output,
      }),
    ];
    for (const tripwire of tripwires) {
      const context = testContext();
      const { events, error } = await outcome(context, [
        added(message('1')),
        () => context.stream({ type: 'thread.item.added', item: widgetItem('2') }),
        () => context.stream({ type: 'thread.item.done', item: widgetItem('3') }),
        () => Promise.reject(tripwire),
      ]);
      expect(outline(events.slice(0, 3))).toEqual(['added message_1', 'added 2', 'done 3']);
      expect(outline(events.slice(3)).sort()).toEqual(['removed 2', 'removed 3', 'removed message_1']);
      // The tripwire comes as the cause of what the person reads.
      expect(error instanceof Error && error.cause).toBe(tripwire);
    }
  });

  behaviour(71, 'a finished message has its annotations, and the id of the provider', async ({ differs }) => {
    const search: OutputItem = { type: 'file_search_call', id: 'fs_1', queries: [], status: 'completed' };
    const [, container = null] = citations;
    const events = await bridged(testContext(), [
      done(search),
      done(
        message('msg_1', [
          outputText('Hello!', [
            { type: 'file_citation', file_id: 'f', filename: 'f.txt', index: 0 },
            container,
            { type: 'url_citation', url: 'https://x.test', title: 'X', start_index: 1, end_index: 10 },
            { type: 'file_path', file_id: 'f', index: 0 },
          ]),
          outputText('Can I help you?'),
        ]),
      ),
    ]);
    const file = (filename: string) => ({ type: 'file', filename, title: filename });
    expect(events).toEqual([
      {
        type: 'thread.item.done',
        item: {
          ...base,
          type: 'assistant_message',
          id: expect.any(String),
          content: [
            {
              type: 'output_text',
              text: 'Hello!',
              annotations: [
                { type: 'annotation', source: file('f.txt'), index: 0 },
                { type: 'annotation', source: file('container.txt'), index: 3 },
                { type: 'annotation', source: { type: 'url', url: 'https://x.test', title: 'X' }, index: 10 },
              ],
            },
            { type: 'output_text', text: 'Can I help you?', annotations: [] },
          ],
        },
      },
    ]);
    const { id } = finished(events, 'assistant_message');
    differs({
      reference: () => expect(id).toBe('msg_1'),
      ours: () => expect(id).toBe('message_1'),
    });
  });
});
