import { decodeTranscription } from '../protocol/decode';
import { Store } from '../thread/store';
import { blobBase64 } from './blob-base64';
import { asError, type ChatContext } from './chat-context';
import { type Recording, startRecording } from './recorder';

/** Longest recording, in ms. */
export const MAX_RECORDING = 5 * 60 * 1000;

export type DictationState =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'recording'; recording: Recording }
  | { kind: 'transcribing' }
  | { kind: 'failed'; message: string };

const IDLE: DictationState = { kind: 'idle' };

/** Speech into the draft (spec element 1.18): microphone, recording, transcription, text at the caret. Nothing is sent. */
export class Dictation extends Store<DictationState> {
  readonly #context: ChatContext;
  /** Puts text at the caret; set by the composer while it is shown. */
  insert: ((text: string) => void) | null = null;
  /** Ends whatever is under way; another one for each recording. */
  #abort = new AbortController();
  #limit: ReturnType<typeof setTimeout> | undefined;

  constructor(context: ChatContext) {
    super(IDLE);
    this.#context = context;
  }

  async start(): Promise<void> {
    if (this.value.kind !== 'idle' && this.value.kind !== 'failed') return;
    const { announcer, strings } = this.#context;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.set({ kind: 'asking' });
    try {
      const recording = await startRecording();
      // The question of the browser cannot be taken back: it was answered after the reader gave up.
      if (signal.aborted) {
        recording.cancel();
        return;
      }
      this.set({ kind: 'recording', recording });
      this.#limit = setTimeout(() => void this.finish(), MAX_RECORDING);
      announcer.say(strings().recording);
    } catch (cause) {
      if (!signal.aborted) this.#fail(this.#microphoneWords(cause), cause);
    }
  }

  /** Ends the recording and turns it into text. */
  async finish(): Promise<void> {
    if (this.value.kind !== 'recording') return;
    const { api, announcer, strings } = this.#context;
    const { recording } = this.value;
    const { signal } = this.#abort;
    clearTimeout(this.#limit);
    this.set({ kind: 'transcribing' });
    announcer.say(strings().transcribing);
    try {
      const blob = await recording.finish();
      const audio_base64 = await blobBase64(blob);
      if (signal.aborted) return;
      const answer = await api.call(
        { type: 'input.transcribe', params: { audio_base64, mime_type: blob.type } },
        signal,
      );
      const text = decodeTranscription(answer).trim();
      if (text === '') {
        this.#say(strings().nothingHeard);
        return;
      }
      this.set(IDLE);
      this.insert?.(text);
      announcer.say(text);
    } catch (cause) {
      if (!signal.aborted) this.#fail(strings().transcriptionFailed, cause);
    }
  }

  /** Throws away what was recorded, at any point. Also when the element goes. */
  cancel(): void {
    this.#abort.abort();
    clearTimeout(this.#limit);
    if (this.value.kind === 'recording') this.value.recording.cancel();
    this.set(IDLE);
  }

  /** Takes the words about a failure away. */
  dismiss(): void {
    if (this.value.kind === 'failed') this.set(IDLE);
  }

  #microphoneWords(cause: unknown): string {
    const { microphoneDenied, microphoneMissing } = this.#context.strings();
    const denied = cause instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(cause.name);
    return denied ? microphoneDenied : microphoneMissing;
  }

  #say(message: string): void {
    this.set({ kind: 'failed', message });
    this.#context.announcer.alert(message);
  }

  #fail(message: string, cause: unknown): void {
    this.#say(message);
    this.#context.emit('chatkit.error', { error: asError(cause) });
  }
}
