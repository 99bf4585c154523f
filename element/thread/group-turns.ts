import type { Entry } from './entry';

/** A message of the student, or everything that answers it. `key` is that of the first entry. */
export type Block =
  | { kind: 'message'; key: string; entry: Entry }
  | { kind: 'answer'; key: string; entries: Entry[] };

const isMessage = (entry: Entry): boolean =>
  entry.kind === 'outgoing' || (entry.kind === 'item' && entry.item.type === 'user_message');

const endsTurn = (entry: Entry | undefined): boolean =>
  entry?.kind === 'item' && entry.item.type === 'end_of_turn';

/** Cuts the transcript into messages and answers; an answer ends with the next message or at `end_of_turn`. */
export function groupTurns(entries: Entry[]): Block[] {
  const blocks: Block[] = [];
  for (const entry of entries) {
    const last = blocks.at(-1);
    if (isMessage(entry)) blocks.push({ kind: 'message', key: entry.key, entry });
    else if (last?.kind === 'answer' && !endsTurn(last.entries.at(-1))) last.entries.push(entry);
    else blocks.push({ kind: 'answer', key: `answer:${entry.key}`, entries: [entry] });
  }
  return blocks;
}
