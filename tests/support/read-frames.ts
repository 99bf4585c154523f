import { type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';

export interface Frame {
  id: number;
  event: ThreadStreamEvent;
}

/** The numbered frames of a stream as a client reads them that can resume. */
export async function* readFrames(response: Response): AsyncGenerator<Frame> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part.startsWith(':')) continue;
      const [, id, data = ''] = /^id: (\d+)\ndata: (.*)$/.exec(part) ?? [];
      yield { id: Number(id), event: threadStreamEvent.parse(JSON.parse(data)) };
    }
  }
}

export async function allFrames(response: Response): Promise<Frame[]> {
  const seen: Frame[] = [];
  for await (const frame of readFrames(response)) seen.push(frame);
  return seen;
}
