import type { Attachment } from '@openai/chatkit';
import { failureWords } from '../i18n/failure-words';
import { type AttachmentSettings, isAccepted, largest, typeOf } from '../options/attachment-settings';
import { RequestFailed } from '../protocol/request-failed';
import { Store } from '../thread/store';
import { asError, type ChatContext } from './chat-context';
import type { DraftStore } from './draft';
import { uploadFile } from './upload-file';

/** A file on its way, or one that did not get there. */
export interface Upload {
  key: number;
  file: File;
  /** Of a picture; to be revoked. */
  preview: string | null;
  /** `passing`: the same file may get there another time. */
  phase: { kind: 'running'; part: number } | { kind: 'failed'; message: string; passing: boolean };
}

export interface UploadsState {
  uploads: readonly Upload[];
  /** Why files were not even tried. */
  refusals: readonly string[];
}

const MEGABYTE = 1024 * 1024;

/** Files from the picker, a paste or a drop, into the draft (spec element 1.14). What fails leaves the draft as it is. */
export class Uploads extends Store<UploadsState> {
  readonly #context: ChatContext;
  readonly #draft: DraftStore;
  readonly #running = new Map<number, AbortController>();
  /** What was uploaded here, with its preview: removing it deletes it. Others are the host's. */
  readonly #own = new Map<string, string | null>();
  #next = 0;

  constructor(context: ChatContext, draft: DraftStore) {
    super({ uploads: [], refusals: [] });
    this.#context = context;
    this.#draft = draft;
  }

  /** Whether the message has to wait: for a file that comes, or for a word on one that did not. */
  get blocked(): boolean {
    return this.value.uploads.length > 0;
  }

  /** Starts what may be attached, and says why the rest may not. */
  add(files: readonly File[]): void {
    const { settings, strings, announcer } = this.#context;
    const { attachments } = settings().composer;
    if (!attachments || files.length === 0) return;
    let room = attachments.maxCount - this.value.uploads.length - this.#draft.value.attachments.length;
    const refusals: string[] = [];
    for (const file of files) {
      const refusal =
        this.#refusal(file, attachments) ?? (room > 0 ? null : strings().tooManyFiles(attachments.maxCount));
      if (refusal === null) {
        room -= 1;
        this.#start(file, attachments);
      } else if (!refusals.includes(refusal)) refusals.push(refusal);
    }
    this.update((state) => ({ ...state, refusals }));
    for (const refusal of refusals) announcer.alert(refusal);
  }

  /** Breaks an upload off, or takes a failed one away. */
  cancel(key: number): void {
    this.#running.get(key)?.abort(new DOMException('cancelled', 'AbortError'));
    const upload = this.value.uploads.find((other) => other.key === key);
    if (upload?.preview) URL.revokeObjectURL(upload.preview);
    this.#forget(key);
  }

  tryAgain(key: number): void {
    const upload = this.value.uploads.find((other) => other.key === key);
    if (!upload) return;
    this.cancel(key);
    this.add([upload.file]);
  }

  /** Takes an attachment out of the draft; the server forgets it if it was uploaded here. */
  remove(id: string): void {
    const { attachments } = this.#draft.value;
    this.#draft.change({ attachments: attachments.filter((attachment) => attachment.id !== id) });
    const preview = this.#own.get(id);
    if (preview === undefined) return;
    if (preview) URL.revokeObjectURL(preview);
    this.#own.delete(id);
    this.#delete(id);
  }

  dismiss(): void {
    if (this.value.refusals.length > 0) this.update((state) => ({ ...state, refusals: [] }));
  }

  /** The element is gone, or speaks to another server. */
  leave(): void {
    for (const { key } of this.value.uploads) this.cancel(key);
    for (const preview of this.#own.values()) if (preview) URL.revokeObjectURL(preview);
    this.#own.clear();
  }

  #refusal(file: File, settings: AttachmentSettings): string | null {
    const { fileType, fileTooLarge, fileEmpty } = this.#context.strings();
    const most = largest(settings, typeOf(settings, file));
    if (!isAccepted(settings, file)) return fileType(file.name);
    if (file.size > most) return fileTooLarge(file.name, Math.floor((most / MEGABYTE) * 10) / 10);
    return file.size === 0 ? fileEmpty(file.name) : null;
  }

  #start(file: File, settings: AttachmentSettings): void {
    const key = this.#next;
    this.#next += 1;
    const preview = /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : null;
    const phase = { kind: 'running', part: 0 } as const;
    this.update((state) => ({ ...state, uploads: [...state.uploads, { key, file, preview, phase }] }));
    void this.#run(key, file, preview, settings);
  }

  async #run(key: number, file: File, preview: string | null, settings: AttachmentSettings): Promise<void> {
    const { log, strings, announcer, emit } = this.#context;
    const abort = new AbortController();
    this.#running.set(key, abort);
    log('upload.start');
    try {
      const attachment = await uploadFile(this.#context, settings, file, {
        signal: abort.signal,
        onProgress: (part) => this.#change(key, { kind: 'running', part }),
        onAbandoned: (id) => this.#delete(id),
      });
      log('upload.end');
      this.#forget(key);
      this.#own.set(attachment.id, preview);
      this.#draft.change({ attachments: [...this.#draft.value.attachments, shown(attachment, preview)] });
      announcer.say(strings().attached(file.name));
    } catch (cause) {
      if (abort.signal.aborted) return;
      const said = cause instanceof RequestFailed ? cause.said : undefined;
      const message = said ?? failureWords(cause, { ...strings(), errorGeneric: strings().uploadFailed });
      const passing = !(cause instanceof RequestFailed) || cause.passing;
      this.#change(key, { kind: 'failed', message, passing });
      announcer.alert(`${file.name}: ${message}`);
      log('upload.error');
      emit('chatkit.error', { error: asError(cause) });
    }
  }

  #change(key: number, phase: Upload['phase']): void {
    this.update((state) => ({
      ...state,
      uploads: state.uploads.map((upload) => (upload.key === key ? { ...upload, phase } : upload)),
    }));
  }

  #forget(key: number): void {
    this.#running.delete(key);
    this.update((state) => ({ ...state, uploads: state.uploads.filter((upload) => upload.key !== key) }));
  }

  #delete(attachment_id: string): void {
    // The server sweeps what no message takes.
    this.#context.api.call({ type: 'attachments.delete', params: { attachment_id } }).catch(() => undefined);
  }
}

/** The picture of this page stands in until the server sends its own. */
function shown(attachment: Attachment, preview: string | null): Attachment {
  return attachment.type === 'image' && preview ? { ...attachment, preview_url: preview } : attachment;
}
