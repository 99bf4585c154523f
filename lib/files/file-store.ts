import type { Principal } from '../chatkit/principal';
import type { UploadDescriptor } from '../chatkit/protocol';

export interface StoredFile {
  mimeType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Something that takes room in a store, seen from outside: whose it is can only be told from the attachment's record. */
export interface KeptFile {
  attachmentId: string;
  /** When it was written. */
  since: Date;
  /** The bytes themselves, or beside them: what a browser uploaded and nobody has looked at yet, or a small picture of them. */
  part: 'file' | 'unchecked' | 'preview';
  delete(): Promise<void>;
}

/**
 * Where the bytes of attachments are kept. Like everything, a file belongs to one user. What each store promises is in
 * `tests/conformance/file-stores.test.ts`.
 *
 * Every method throws ChatKitError `unavailable` if the store does not answer.
 */
export interface FileStore {
  readonly kind: 'database' | 'disk' | 's3';
  /** Stores the bytes of an attachment, in place of earlier ones; all of them or none. */
  put(principal: Principal, attachmentId: string, file: StoredFile): Promise<void>;
  /** Undefined if there is nothing, or it is somebody else's. */
  get(principal: Principal, attachmentId: string): Promise<StoredFile | undefined>;
  /** Nothing happens if there is none. */
  delete(principal: Principal, attachmentId: string): Promise<void>;
  /** Deletes everything that the user has here. */
  deleteAllOf(principal: Principal): Promise<void>;
  /** Everything that takes room, in no order. */
  list(): AsyncIterable<KeptFile>;
  /** Resolves if files can be written now, where finding that out costs nothing; absent where it does. */
  ping?(): Promise<void>;
  /** For stores that browsers reach by themselves. */
  readonly direct?: DirectTransfer;
}

/** What an answer needs of a store. */
export type FileReader = Pick<FileStore, 'get'>;

/** Transfers between a browser and the store, around this server. */
export interface DirectTransfer {
  /** Where the browser puts exactly `size` bytes of that type. They are apart from what has been looked at. */
  uploadTo(
    principal: Principal,
    attachmentId: string,
    size: number,
    mimeType: string,
  ): Promise<UploadDescriptor>;
  /**
   * What the browser has put there, read once. Undefined if nothing has come yet.
   * @throws ChatKitError if it is larger than `size`
   */
  uploaded(
    principal: Principal,
    attachmentId: string,
    size: number,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Deletes what the browser has put there. */
  discardUploaded(principal: Principal, attachmentId: string): Promise<void>;
  /** Keeps the small picture of an image; it goes when the image goes. */
  putPreview(principal: Principal, attachmentId: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Where the browser gets the small picture. */
  previewAt(principal: Principal, attachmentId: string): Promise<string>;
}
