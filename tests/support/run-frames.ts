import { type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';

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
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part.startsWith(': ')) {
        onComment(part.slice(2));
        continue;
      }
      const [, id, data = ''] = /^id: (\d+)\ndata: (.*)$/.exec(part) ?? [];
      yield { id: Number(id), event: threadStreamEvent.parse(JSON.parse(data)) };
    }
  }
}

export async function allFrames(response: Response): Promise<Frame[]> {
  const seen: Frame[] = [];
  for await (const frame of frames(response)) seen.push(frame);
  return seen;
}
