import type { ThreadRecord } from './account-data';

const LONGEST = 80;

/** Where the bytes of a file stand in the archive. */
export function exportedFile({ id, name }: { id: string; name: string }): string {
  return `files/${plain(id)} ${plain(name)}`;
}

/** Where a conversation stands in the archive. */
export function exportedConversation({ id, title, createdAt }: ThreadRecord): string {
  return `conversations/${createdAt.toISOString().slice(0, 10)} ${plain(title ?? 'Conversation')} ${plain(id)}.md`;
}

/** A name that every system can write down, and that leads to no other folder. */
function plain(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu, '_')
    .replaceAll(/\s+/gu, ' ');
  return (
    Array.from(cleaned)
      .slice(-LONGEST)
      .join('')
      .replace(/^[. ]+|[. ]+$/g, '') || '_'
  );
}
