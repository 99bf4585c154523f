import { type ThreadItemUpdate, type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';
import { sseBlocks } from '../sse-blocks';

export interface ReadPart {
  /** Its text as it was streamed. */
  streamed: string;
  /** Its text when it was done. */
  finished: string;
  citations: number;
}

export interface ReadAnswer {
  events: ThreadStreamEvent[];
  parts: ReadPart[];
  /** When something of the answer was there, in milliseconds of `performance.now()`, and how much of its text. */
  arrivals: { at: number; length: number }[];
}

/** Reads a stream to its end, in numbered frames or in plain ones. */
export async function readAnswer(response: Response): Promise<ReadAnswer> {
  const answer: ReadAnswer = { events: [], parts: [], arrivals: [] };
  for await (const block of sseBlocks(response)) {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (data !== undefined) record(answer, threadStreamEvent.parse(JSON.parse(data)));
  }
  return answer;
}

function record(answer: ReadAnswer, event: ThreadStreamEvent): void {
  answer.events.push(event);
  if (event.type === 'error') throw new Error(`the turn has failed: ${JSON.stringify(event)}`);
  if (event.type === 'thread.item.updated') update(answer, event.update);
  if (event.type !== 'thread.item.done' || event.item.type !== 'assistant_message') return;
  for (const [index, { text, annotations }] of event.item.content.entries()) {
    const part = partOf(answer, index);
    part.finished = text;
    part.citations = annotations.length;
  }
}

function update(answer: ReadAnswer, change: ThreadItemUpdate): void {
  const { arrivals } = answer;
  const length = arrivals.at(-1)?.length ?? 0;
  if (change.type === 'assistant_message.content_part.text_delta') {
    partOf(answer, change.content_index).streamed += change.delta;
    arrivals.push({ at: performance.now(), length: length + change.delta.length });
  } else if (change.type === 'assistant_message.content_part.annotation_added') {
    arrivals.push({ at: performance.now(), length });
  }
}

function partOf({ parts }: ReadAnswer, index: number): ReadPart {
  const part = parts[index] ?? { streamed: '', finished: '', citations: 0 };
  parts[index] = part;
  return part;
}
