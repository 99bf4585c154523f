/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';

/** Opens the system's own picker. */
export function AttachButton({ onDone }: { onDone: () => void }) {
  const { chat, words, settings } = useScope();
  const picker = useRef<HTMLInputElement>(null);
  const { attachments } = settings.composer;
  if (!attachments) return null;
  const accept = Object.entries(attachments.accept ?? {}).flat(2);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple={attachments.maxCount > 1}
        accept={accept.length > 0 ? accept.join(',') : undefined}
        onChange={({ currentTarget }) => {
          chat.uploads.add([...(currentTarget.files ?? [])]);
          // The same file can be picked again.
          currentTarget.value = '';
          onDone();
        }}
      />
      <IconButton
        icon="paperclip"
        class="attach"
        part="attach"
        label={words.attach}
        onClick={() => picker.current?.click()}
      />
    </>
  );
}
