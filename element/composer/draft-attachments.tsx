/** @jsxImportSource preact */
// biome-ignore-all lint/performance/noImgElement: there is no Next inside the element
import { useState } from 'preact/hooks';
import type { Upload } from '../chat/uploads';
import { Icon } from '../icons/icon';
import { AttachmentTile } from '../transcript/attachment-tile';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';
import { useStore } from '../ui/use-store';

/** A file on its way: how far it is, or why it did not get there. */
function UploadTile({ upload }: { upload: Upload }) {
  const { chat, words } = useScope();
  const { key, file, preview, phase } = upload;
  // Not every file that says it is a picture is one.
  const [broken, setBroken] = useState(false);
  const failed = phase.kind === 'failed';
  return (
    <li class={failed ? 'upload failed' : 'upload'}>
      <span class="file" title={file.name}>
        {preview && !broken ? (
          <img class="upload-preview" src={preview} alt="" onError={() => setBroken(true)} />
        ) : (
          <Icon name="document" />
        )}
        <span class="upload-words">
          <span class="file-name">{file.name}</span>
          {failed ? (
            <span class="upload-reason">{phase.message}</span>
          ) : (
            <progress aria-label={words.uploading(file.name)} value={phase.part} max={1} />
          )}
        </span>
        {failed && phase.passing && (
          <IconButton
            icon="reload"
            class="again"
            label={words.uploadAgain(file.name)}
            onClick={() => chat.uploads.tryAgain(key)}
          />
        )}
      </span>
      <IconButton
        icon="close"
        class="remove"
        label={failed ? words.attachmentRemove(file.name) : words.uploadCancel(file.name)}
        onClick={() => chat.uploads.cancel(key)}
      />
    </li>
  );
}

/** Files that go along with the message, those that are still coming, and why others did not. */
export function DraftAttachments() {
  const { chat, words } = useScope();
  const { attachments } = useStore(chat.draft);
  const { uploads, refusals } = useStore(chat.uploads);
  return (
    <>
      {attachments.length + uploads.length > 0 && (
        <ul class="attachments" aria-label={words.attachments}>
          {attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentTile attachment={attachment} />
              <IconButton
                icon="close"
                class="remove"
                label={words.attachmentRemove(attachment.name)}
                onClick={() => chat.uploads.remove(attachment.id)}
              />
            </li>
          ))}
          {uploads.map((upload) => (
            <UploadTile key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {uploads.some(({ phase }) => phase.kind === 'failed') && (
        <p class="inline-error file-refusal">{words.uploadInTheWay}</p>
      )}
      {refusals.map((refusal) => (
        <p class="inline-error file-refusal" key={refusal}>
          {refusal}
        </p>
      ))}
    </>
  );
}
