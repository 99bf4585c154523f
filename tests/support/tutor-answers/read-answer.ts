import { type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';

export interface ReadAnswer {
  events: ThreadStreamEvent[];
  /** Pieces of the answer, in order, and when they came, in milliseconds of `performance.now()`; a citation is an empty one. */
  pieces: { text: string; at: number }[];
  /** Those together. */
  streamed: string;
  /** The text of the finished answer. */
  finished: string;
  /** How many citations the finished answer has. */
  citations: number;
}

/** Reads a stream to its end, in numbered frames or in plain ones. */
export async function readAnswer(response: Response): Promise<ReadAnswer> {
  const answer: ReadAnswer = { events: [], pieces: [], streamed: '', finished: '', citations: 0 };
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body ?? []) {
    const frames = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (data !== undefined) record(answer, threadStreamEvent.parse(JSON.parse(data)));
    }
  }
  return answer;
}

function record(answer: ReadAnswer, event: ThreadStreamEvent): void {
  answer.events.push(event);
  if (event.type === 'error') throw new Error(`the turn has failed: ${JSON.stringify(event)}`);
  if (event.type === 'thread.item.done' && event.item.type === 'assistant_message') {
    answer.finished += event.item.content.map(({ text }) => text).join('');
    answer.citations += event.item.content.flatMap(({ annotations }) => annotations).length;
  }
  if (event.type !== 'thread.item.updated') return;
  const { update } = event;
  const isDelta = update.type === 'assistant_message.content_part.text_delta';
  if (!isDelta && update.type !== 'assistant_message.content_part.annotation_added') return;
  const text = isDelta ? update.delta : '';
  answer.pieces.push({ text, at: performance.now() });
  answer.streamed += text;
}
