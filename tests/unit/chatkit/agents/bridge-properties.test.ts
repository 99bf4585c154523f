import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgentContext } from '@/lib/chatkit/agents/agent-context';
import type { Task, ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { threadStreamEvent } from '@/lib/chatkit/protocol/events';
import {
  added,
  annotationAdded,
  bridged,
  card,
  done,
  imageCall,
  message,
  outcome,
  outputText,
  partAdded,
  partialImage,
  plainDelta,
  plainDone,
  reasoning,
  type Step,
  testContext,
  textDelta,
  textDone,
  thoughtDelta,
  thoughtDone,
  widgetItem,
} from '../../../support/agent-run';

type Made = (context: AgentContext) => Step;

const id = fc.constantFrom('a', 'b', 'FAKE_ID');
const words = fc.constantFrom('Hi', ' there', ' [1]', '[', '1', '] ', '', '`x`');
const index = fc.nat(2);
const task = (content: string): Task => ({ type: 'custom', content, status_indicator: 'loading' });

/** What a model of the Responses API may send, in any order, also in one that none should. */
const rawEvent: fc.Arbitrary<Made> = fc
  .oneof(
    id.map((name) => added(message(name))),
    fc.tuple(id, index).map(([name, part]) => partAdded(name, part)),
    fc.tuple(id, words, index).map(([name, text, part]) => textDelta(name, text, part)),
    fc.tuple(id, words, index).map(([name, text, part]) => textDone(name, text, part)),
    fc
      .tuple(id, index, index)
      .map(([name, place, part]) =>
        annotationAdded(name, { type: 'file_citation', file_id: 'f', filename: 'f', index: place }, part),
      ),
    fc.tuple(id, words).map(([name, text]) => done(message(name, [outputText(text)]))),
    id.map((name) => added(reasoning(name))),
    fc.tuple(id, words, index).map(([name, text, place]) => thoughtDelta(name, text, place)),
    fc.tuple(id, words, index).map(([name, text, place]) => thoughtDone(name, text, place)),
    id.map((name) => added(imageCall(name, null))),
    fc.tuple(id, index).map(([name, place]) => partialImage(name, place, 'QQ==')),
    fc.tuple(id, fc.constantFrom(null, 'QQ==')).map(([name, result]) => done(imageCall(name, result))),
    words.map(plainDelta),
    words.map((text) => plainDone({ text })),
  )
  .map((event) => () => event);

/** What a tool may do, in any order. */
const toolStep: fc.Arbitrary<Made> = fc.oneof(
  fc.constant<Made>((context) => () => context.progress('Working')),
  words.map<Made>((text) => (context) => () => context.addWorkflowTask(task(text))),
  words.map<Made>((text) => (context) => () => {
    if (context.workflowItem?.workflow.tasks.length) context.updateWorkflowTask(task(text), 0);
  }),
  fc.boolean().map<Made>((empty) => (context) => () => {
    context.startWorkflow({ type: 'custom', tasks: empty ? [] : [task('x')], expanded: false });
  }),
  fc.boolean().map<Made>((expanded) => (context) => () => context.endWorkflow(undefined, expanded)),
  fc.constant<Made>((context) => () => context.streamWidget(card('plain'))),
  fc.constant<Made>((context) => () => {
    async function* states() {
      yield card('', 't');
      yield card('grown', 't');
    }
    return context.streamWidget(states());
  }),
  fc.constant<Made>((context) => () => {
    context.stream({ type: 'thread.item.added', item: widgetItem(context.generateId('message')) });
  }),
  fc.constant<Made>((context) => () => {
    if (!context.clientToolCall) context.callClientTool('tool', {});
  }),
);

const session = fc.array(fc.oneof(rawEvent, toolStep), { maxLength: 40 });

function newContext(): AgentContext {
  const context = testContext();
  context.citations.number('lesson', { type: 'url', title: 'Lesson', url: 'https://l.test' });
  return context;
}

const isBlank = (item: ThreadItem) =>
  item.type === 'assistant_message' && item.content.every(({ text }) => text.trim() === '');

/** Follows items as a client does. Fails at what a client could not follow. */
function follow(events: ThreadStreamEvent[]): { open: Set<string>; ended: Set<string> } {
  const open = new Set<string>();
  const ended = new Set<string>();
  const blank = new Set<string>();
  for (const event of events) {
    threadStreamEvent.parse(event);
    if (event.type === 'thread.item.added') {
      expect(open.has(event.item.id) || ended.has(event.item.id)).toBe(false);
      open.add(event.item.id);
    } else if (event.type === 'thread.item.updated') {
      expect(open).toContain(event.item_id);
    } else if (event.type === 'thread.item.done' || event.type === 'thread.item.removed') {
      const itemId = event.type === 'thread.item.done' ? event.item.id : event.item_id;
      // A message that was done without a word is taken back where nothing else is said.
      if (event.type === 'thread.item.done' || !blank.has(itemId)) expect(ended.has(itemId)).toBe(false);
      if ('item' in event && isBlank(event.item)) blank.add(itemId);
      else blank.delete(itemId);
      open.delete(itemId);
      ended.add(itemId);
    }
  }
  return { open, ended };
}

test('every item that is begun ends once, and only open items change', async () => {
  await fc.assert(
    fc.asyncProperty(session, async (made) => {
      const context = newContext();
      const events = await bridged(
        context,
        made.map((make) => make(context)),
      );
      expect([...follow(events).open]).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a message in the end says what was streamed of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 20 }), async (deltas) => {
      const text = deltas.join('');
      const events = await bridged(newContext(), [
        added(message('m')),
        partAdded('m'),
        ...deltas.map((delta) => textDelta('m', delta)),
        textDone('m', text),
        done(message('m', [outputText(text)])),
      ]);
      const streamed = events.map((event) =>
        event.type === 'thread.item.updated' && 'delta' in event.update ? event.update.delta : '',
      );
      const [shown] = events.flatMap((event) =>
        event.type === 'thread.item.done' && event.item.type === 'assistant_message'
          ? [event.item.content[0]?.text]
          : [],
      );
      // One that comes to nothing but blanks is taken back.
      if (shown === undefined) expect(streamed.join('').trim()).toBe('');
      else expect(shown).toBe(streamed.join(''));
    }),
  );
});

test('a run that fails ends in its failure, and no picture is left half drawn', async () => {
  await fc.assert(
    fc.asyncProperty(session, async (made) => {
      const context = newContext();
      const list = made.map((make) => make(context));
      const { events, error } = await outcome(context, [...list, () => Promise.reject(new Error('broken'))]);
      expect(error).toEqual(new Error('broken'));
      const { open } = follow(events);
      const drawn = events.flatMap((event) =>
        event.type === 'thread.item.added' && event.item.type === 'generated_image' ? [event.item.id] : [],
      );
      expect(drawn.filter((image) => open.has(image))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
