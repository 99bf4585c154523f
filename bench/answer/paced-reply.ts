import { setTimeout } from 'node:timers/promises';
import type { Reply } from '../../tests/support/scripted-openai';

/** Words a second of the model: 20. */
const PAUSE_MS = 50;
export const WORDS = 136;

export interface PacedReply {
  reply: Reply;
  /** When each word was sent, and how much of the text was sent with it. */
  sent: { at: number; length: number }[];
}

/** The first 136 words of a text, 20 a second. Each is a delta, with the blank before it, as tokenizers cut. */
export function pacedReply(text: string): PacedReply {
  const chunks = (text.match(/\s*\S+/g) ?? []).slice(0, WORDS);
  const sent: PacedReply['sent'] = [];
  let next = performance.now();
  let length = 0;
  const pace = async () => {
    const now = performance.now();
    next = Math.max(next + PAUSE_MS, now);
    await setTimeout(next - now);
    length += chunks[sent.length]?.length ?? 0;
    sent.push({ at: performance.now(), length });
  };
  return { reply: { kind: 'text', text: chunks.join(''), chunks, pace }, sent };
}
