import type { Principal } from '../chatkit/principal';

export interface StoredFile {
  mimeType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Where the bytes of attachments are kept. Like everything, a file belongs to one user. */
export interface FileStore {
  /** Stores the bytes of an attachment, in place of earlier ones. @throws NotFound if the user has no such attachment */
  put(principal: Principal, attachmentId: string, file: StoredFile): Promise<void>;
  /** Undefined if nothing was uploaded, or it is somebody else's. */
  get(principal: Principal, attachmentId: string): Promise<StoredFile | undefined>;
  /** Nothing happens if there is none. */
  delete(principal: Principal, attachmentId: string): Promise<void>;
}
