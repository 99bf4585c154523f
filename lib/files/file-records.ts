import type { Principal } from '../chatkit/principal';
import type { Attachment } from '../chatkit/protocol';
import type { FileStore } from './file-store';

export interface FileRecord {
  attachment: Attachment;
  /** As announced, in bytes. */
  size: number;
  /** Whether the bytes are there. */
  stored: boolean;
}

/** The right to bring the bytes of an attachment, alone, until then. */
export interface Claim {
  attachmentId: string;
  until: Date;
}

export interface AnnouncedFile {
  attachment: Attachment;
  size: number;
  store: FileStore['kind'];
  quotaBytes: number;
}

/** What is known of the files of a user beside their bytes. Everything acts for a principal. */
export interface FileRecords {
  /**
   * Creates the record and takes its size from the user's room, in one step: of uploads that come at once, as many
   * succeed as fit. @throws PayloadTooLarge
   */
  announce(principal: Principal, file: AnnouncedFile): Promise<void>;
  /** Lets one caller bring the bytes, unless they are there. @throws NotFound, UploadUnderWay */
  claim(principal: Principal, claim: Claim): Promise<FileRecord>;
  /** Lets somebody else try. Nothing happens if this claim does not hold: it can be released late, and twice. */
  release(principal: Principal, claim: Claim): Promise<void>;
  /** The bytes are there. False if the record has gone meanwhile. */
  markStored(principal: Principal, attachment: Attachment): Promise<boolean>;
  /** Those of `ids` whose bytes are there. */
  stored(principal: Principal, ids: readonly string[]): Promise<Set<string>>;
  /** Nothing happens if there is none. */
  remove(principal: Principal, attachmentId: string): Promise<void>;
}

export interface OwnedFile {
  principal: Principal;
  attachmentId: string;
}

/** What the sweep has to see: records of all users, by their ids alone. */
export interface FileSweepRecords {
  /** Removes records that no message has taken and that are older than `before`, at most `limit`, and names them. */
  removeUnused(before: Date, limit: number): Promise<OwnedFile[]>;
  /** Those of `ids` that have a record. */
  known(ids: readonly string[]): Promise<Map<string, { stored: boolean }>>;
  /** Records whose bytes were put into that store before `before`, in pages after the id `after`. */
  keptIn(store: FileStore['kind'], before: Date, after: string, limit: number): Promise<OwnedFile[]>;
  removeRecord(file: OwnedFile): Promise<void>;
}
