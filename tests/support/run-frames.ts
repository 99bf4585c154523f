import { type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';
import { sseBlocks } from './sse-blocks';

/** An event as a client that can resume gets it. */
export interface Frame {
  id: number;
  event: ThreadStreamEvent;
}

/** The numbered events of a stream. @param onComment given the comments in between, `end` or `ping` */
export async function* frames(
  response: Response,
  onComment: (comment: string) => void = () => undefined,
): AsyncGenerator<Frame> {
  for await (const block of sseBlocks(response)) {
    if (block.startsWith(': ')) {
      onComment(block.slice(2));
      continue;
    }
    const [, id, data = ''] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? [];
    yield { id: Number(id), event: threadStreamEvent.parse(JSON.parse(data)) };
  }
}

export async function allFrames(response: Response): Promise<Frame[]> {
  const seen: Frame[] = [];
  for await (const frame of frames(response)) seen.push(frame);
  return seen;
}
