import pLimit from 'p-limit';
import { generateId } from '../chatkit/ids';
import type { Principal } from '../chatkit/principal';
import type { Attachment, UploadDescriptor } from '../chatkit/protocol';
import {
  ChatKitError,
  Conflict,
  InvalidRequest,
  isUnavailable,
  NotFound,
  PayloadTooLarge,
} from '../chatkit/server/errors';
import { retryUnavailable } from '../chatkit/server/retry-unavailable';
import { cleanFileName } from './clean-file-name';
import { type FileLimits, readableSize } from './file-limits';
import type { Claim, FileRecord, FileRecords } from './file-records';
import { type FileRefusal, fileRefusal } from './file-refusal';
import type { FileStore } from './file-store';
import { fileType } from './file-type';
import { inspectFile } from './inspect/inspect-file';
import { NotUploadedYet } from './not-uploaded-yet';
import { smallPreview } from './small-preview';

export interface UploadsOptions {
  files: FileStore;
  records: FileRecords;
  limits: FileLimits;
  /** Told of what could not be cleaned up now and is left to the sweep. */
  onError: (error: unknown, userId: string) => void;
  /** Told of every file that is not taken. */
  onRefused?: (reason: FileRefusal) => void;
}

/** What is announced, as the client says it. */
export interface Announcement {
  name: string;
  /** Bytes. */
  size: number;
  mime_type: string;
}

/** Where a new attachment is reached. */
export interface Links {
  preview(attachmentId: string): Promise<string>;
  upload?(attachmentId: string, size: number, mimeType: string): Promise<UploadDescriptor>;
}

/** As long as an upload may take; after that, whoever was bringing the bytes has died. */
const CLAIM_MS = 5 * 60 * 1000;

/** Looking at a file and writing it takes a few times its size in memory: the others wait with their bytes alone. */
const inTurn = pLimit(4);

/** The way of a file into the store: announced, brought once, looked at, kept. What is refused leaves nothing behind. */
export class Uploads {
  readonly limits: FileLimits;
  readonly files: FileStore;
  readonly records: FileRecords;

  constructor(private readonly options: UploadsOptions) {
    this.limits = options.limits;
    this.files = options.files;
    this.records = options.records;
  }

  /**
   * First phase: takes the room.
   *
   * @throws ChatKitError if the type is not allowed, or the size or the user's files altogether are too large
   */
  announce(principal: Principal, announced: Announcement, links: Links): Promise<Attachment> {
    return this.counted(() => this.makeRoom(principal, announced, links));
  }

  /**
   * Second phase: takes the bytes, once. If they are refused, the attachment is gone with all that was of it. Who brings the same
   * bytes once more, because no answer came, is told the same; other bytes change nothing.
   *
   * @param read brings the bytes of what was announced
   * @throws ChatKitError whatever `read` throws; NotFound; UploadUnderWay; Conflict if other bytes are there; if the content is not
   *   what was announced
   */
  accept(
    principal: Principal,
    attachmentId: string,
    read: (announced: FileRecord) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Attachment> {
    return this.counted(() => this.acceptOnce(principal, attachmentId, read));
  }

  /** Work on a file that may refuse it. */
  async counted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const reason = fileRefusal(error);
      if (reason !== undefined) this.options.onRefused?.(reason);
      throw error;
    }
  }

  /** Deletes bytes and record, in this order: what fails can be tried again. */
  async discard(principal: Principal, attachmentId: string): Promise<void> {
    await this.files.delete(principal, attachmentId);
    await this.records.remove(principal, attachmentId);
  }

  private async makeRoom(principal: Principal, announced: Announcement, links: Links): Promise<Attachment> {
    const { size } = announced;
    const { maxBytes, quotaBytes } = this.limits;
    const name = cleanFileName(announced.name);
    const { kind, mimeType } = fileType(announced.mime_type, name);
    if (size === 0) throw new InvalidRequest('This file is empty.');
    if (size > maxBytes) throw new PayloadTooLarge(`Files can be up to ${readableSize(maxBytes)} large.`);
    const id = generateId('attachment');
    const upload = await links.upload?.(id, size, mimeType);
    const base = {
      id,
      name,
      mime_type: mimeType,
      metadata: { size },
      ...(upload ? { upload_descriptor: upload } : {}),
    };
    const attachment: Attachment =
      kind === 'image'
        ? { ...base, type: 'image', preview_url: await links.preview(id) }
        : { ...base, type: 'file' };
    await this.records.announce(principal, { attachment, size, store: this.files.kind, quotaBytes });
    return attachment;
  }

  private async acceptOnce(
    principal: Principal,
    attachmentId: string,
    read: (announced: FileRecord) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Attachment> {
    const claim = { attachmentId, until: new Date(Date.now() + CLAIM_MS) };
    const file = await this.claim(principal, claim);
    if (file.stored) await this.acceptRepeat(principal, file, read);
    else await this.acceptFirst(principal, claim, file, read);
    await this.files.direct
      ?.discardUploaded(principal, attachmentId)
      .catch((failure) => this.report(failure, principal));
    return file.attachment;
  }

  private async claim(principal: Principal, claim: Claim): Promise<FileRecord> {
    try {
      const file = await this.records.claim(principal, claim);
      const { upload_descriptor: _used, ...attachment } = file.attachment;
      return { ...file, attachment };
    } catch (error) {
      // It may have been given, and only the answer was lost.
      if (isUnavailable(error)) await this.release(principal, claim);
      throw error;
    }
  }

  private async acceptFirst(
    principal: Principal,
    claim: Claim,
    file: FileRecord,
    read: (announced: FileRecord) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    try {
      const bytes = await read(file);
      await inTurn(() => this.store(principal, file, bytes));
      // Deleted while its bytes came.
      if (!(await this.records.markStored(principal, file.attachment))) throw new NotFound('attachment');
    } catch (error) {
      await this.giveUp(principal, claim, error);
      throw error;
    }
  }

  /** The bytes are there: whoever brings the same, or says again that they have come, lost the answer to the first time. */
  private async acceptRepeat(
    principal: Principal,
    file: FileRecord,
    read: (announced: FileRecord) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await read(file);
    } catch (error) {
      if (error instanceof NotUploadedYet) return;
      throw error;
    }
    await inTurn(async () => {
      const inspected = await this.inspected(file, bytes);
      const stored = await this.files.get(principal, file.attachment.id);
      if (!stored) throw new NotFound('attachment');
      if (Buffer.compare(inspected, stored.bytes) !== 0)
        throw new Conflict('This file has been uploaded already, with another content.');
    });
  }

  /**
   * Second phase of a file that a browser has put into the store itself: what lies there is looked at now.
   *
   * @throws NotUploadedYet, and as `accept`
   */
  acceptUploaded(principal: Principal, attachmentId: string): Promise<Attachment> {
    return this.accept(principal, attachmentId, async ({ attachment, size }) => {
      const bytes = await this.files.direct?.uploaded(principal, attachmentId, size);
      if (!bytes) throw new NotUploadedYet(attachment.name);
      return bytes;
    });
  }

  private async store(principal: Principal, file: FileRecord, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { id, name, mime_type } = file.attachment;
    const { kind, mimeType } = fileType(mime_type, name);
    const inspected = await this.inspected(file, bytes);
    if (kind === 'image' && this.files.direct)
      await this.files.direct.putPreview(principal, id, await smallPreview(inspected));
    await this.files.put(principal, id, { mimeType, bytes: inspected });
  }

  /** What is stored of these bytes. @throws InvalidRequest, LyingFile */
  private async inspected(
    { attachment: { name, mime_type }, size }: FileRecord,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (bytes.byteLength !== size) throw new InvalidRequest('This file is not as large as it was announced.');
    return inspectFile(fileType(mime_type, name), bytes);
  }

  /** What is refused goes; what failed for reasons of ours can be brought once more. */
  private async giveUp(principal: Principal, claim: Claim, error: unknown): Promise<void> {
    const passing = !ChatKitError.is(error) || error.status >= 500 || error instanceof NotUploadedYet;
    if (passing) return this.release(principal, claim);
    await this.discard(principal, claim.attachmentId).catch((failure) => this.report(failure, principal));
  }

  /** Whoever brought the bytes is answered after the first attempt: a database that is away may be back for the next ones. */
  private async release(principal: Principal, claim: Claim): Promise<void> {
    const release = () => this.records.release(principal, claim);
    await release().catch(() => {
      void retryUnavailable(release).catch((failure) => this.report(failure, principal));
    });
  }

  private report(failure: unknown, { userId }: Principal): void {
    this.options.onError(failure, userId);
  }
}
