import pLimit from 'p-limit';
import { generateId } from '../chatkit/ids';
import type { Principal } from '../chatkit/principal';
import type { Attachment, UploadDescriptor } from '../chatkit/protocol';
import { ChatKitError, InvalidRequest, NotFound, PayloadTooLarge } from '../chatkit/server/errors';
import { cleanFileName } from './clean-file-name';
import { type FileLimits, readableSize } from './file-limits';
import type { ClaimedFile, FileRecords } from './file-records';
import { type FileRefusal, fileRefusal } from './file-refusal';
import type { FileStore } from './file-store';
import { type FileType, fileType } from './file-type';
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
   * Second phase: takes the bytes, once. If they are refused, the attachment is gone with all that was of it.
   *
   * @param read brings the bytes of what was announced
   * @throws ChatKitError whatever `read` throws; NotFound, Conflict; if the content is not what was announced
   */
  accept(
    principal: Principal,
    attachmentId: string,
    read: (announced: ClaimedFile) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Attachment> {
    return this.counted(() => this.take(principal, attachmentId, read));
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

  private async take(
    principal: Principal,
    attachmentId: string,
    read: (announced: ClaimedFile) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Attachment> {
    const claimed = await this.records.claim(principal, attachmentId);
    const { upload_descriptor: _used, ...attachment } = claimed.attachment;
    try {
      const bytes = await read(claimed);
      await inTurn(() => this.keep(principal, claimed, bytes));
      // Deleted while its bytes came.
      if (!(await this.records.markStored(principal, attachment))) throw new NotFound('attachment');
    } catch (error) {
      await this.giveUp(principal, attachmentId, error);
      throw error;
    }
    await this.files.direct
      ?.discardUploaded(principal, attachmentId)
      .catch((error) => this.options.onError(error, principal.userId));
    return attachment;
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

  private async keep(
    principal: Principal,
    { attachment: { id, name, mime_type }, size }: ClaimedFile,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    if (bytes.byteLength !== size) throw new InvalidRequest('This file is not as large as it was announced.');
    const type: FileType = fileType(mime_type, name);
    const kept = await inspectFile(type, bytes);
    if (type.kind === 'image' && this.files.direct)
      await this.files.direct.putPreview(principal, id, await smallPreview(kept));
    await this.files.put(principal, id, { mimeType: type.mimeType, bytes: kept });
  }

  /** What is refused goes; what failed for reasons of ours can be brought once more. */
  private async giveUp(principal: Principal, attachmentId: string, error: unknown): Promise<void> {
    const passing = !ChatKitError.is(error) || error.status >= 500 || error instanceof NotUploadedYet;
    try {
      if (passing) await this.records.release(principal, attachmentId);
      else await this.discard(principal, attachmentId);
    } catch (failure) {
      this.options.onError(failure, principal.userId);
    }
  }
}
