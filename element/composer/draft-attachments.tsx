/** @jsxImportSource preact */
import { AttachmentTile } from '../transcript/attachment-tile';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';
import { useStore } from '../ui/use-store';

/** Files that go along with the message. The host has uploaded them, so removing one here deletes nothing. */
export function DraftAttachments() {
  const { chat, words } = useScope();
  const { attachments } = useStore(chat.draft);
  if (attachments.length === 0) return null;
  const remove = (id: string) =>
    chat.draft.change({ attachments: attachments.filter((attachment) => attachment.id !== id) });
  return (
    <ul class="attachments" aria-label={words.attachments}>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <AttachmentTile attachment={attachment} />
          <IconButton
            icon="close"
            class="remove"
            label={words.attachmentRemove(attachment.name)}
            onClick={() => remove(attachment.id)}
          />
        </li>
      ))}
    </ul>
  );
}
