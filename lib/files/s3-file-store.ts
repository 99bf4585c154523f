import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Principal } from '../chatkit/principal';
import { NotFound, PayloadTooLarge } from '../chatkit/server/errors';
import { fileName, userFolder } from './file-key';
import type { DirectTransfer, FileStore, KeptFile, StoredFile } from './file-store';
import { FilesUnavailable } from './files-unavailable';
import { s3Transfer } from './s3-transfer';
import { PREVIEW_TYPE } from './small-preview';

export interface S3Options {
  bucket: string;
  region: string;
  /** Of a server other than Amazon's; buckets are part of the path there. */
  endpoint: string | undefined;
  accessKeyId: string;
  secretAccessKey: string;
  /** Called when the bucket is asked; what it answers is told whether it did that, or said that there is no such file. */
  onAsked?: () => (answered: boolean) => void;
}

/** What has been looked at. */
const CHECKED = 'files';
/** Where browsers put what nobody has looked at yet. */
const UNCHECKED = 'unchecked';
/** Small pictures of what has been looked at. */
const PREVIEWS = 'previews';

/** The file itself last: as long as something of it is there, the sweep finds the rest. */
const PLACES = [
  [UNCHECKED, 'unchecked'],
  [PREVIEWS, 'preview'],
  [CHECKED, 'file'],
] as const;

/** Somebody waits: a server that says nothing is given up after two attempts. Bytes that come slowly are no silence. */
const ATTEMPTS = 2;
const CONNECT_TIMEOUT_MS = 3_000;
const SILENCE_MS = 4_500;

/** Bytes in a private bucket. Nothing is fetched by an address: keys are made of the owner and the id. */
export class S3FileStore implements FileStore {
  readonly kind = 's3';
  readonly direct: DirectTransfer;
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly onAsked: () => (answered: boolean) => void;

  constructor({ bucket, region, endpoint, accessKeyId, secretAccessKey, onAsked }: S3Options) {
    this.bucket = bucket;
    this.onAsked = onAsked ?? (() => () => undefined);
    this.client = new S3Client({
      region,
      credentials: { accessKeyId, secretAccessKey },
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      // Checksums in a signed address would be those of an empty body, and many compatible servers know none.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_MS },
    });
    const keys = {
      unchecked: (principal: Principal, id: string) => key(UNCHECKED, principal, id),
      preview: (principal: Principal, id: string) => key(PREVIEWS, principal, id),
    };
    this.direct = {
      ...s3Transfer(this.client, bucket, keys),
      uploaded: async (principal, id, size) => {
        const found = await this.read(keys.unchecked(principal, id), size);
        return found?.bytes;
      },
      discardUploaded: (principal, id) => this.remove(keys.unchecked(principal, id)),
      putPreview: (principal, id, bytes) =>
        this.write(keys.preview(principal, id), { mimeType: PREVIEW_TYPE, bytes }),
    };
  }

  async put(principal: Principal, attachmentId: string, file: StoredFile): Promise<void> {
    return this.write(key(CHECKED, principal, attachmentId), file);
  }

  private async write(Key: string, { mimeType, bytes }: StoredFile): Promise<void> {
    await this.answering(() =>
      this.client.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key,
          Body: bytes,
          ContentType: mimeType,
          ContentLength: bytes.byteLength,
          ContentDisposition: mimeType.startsWith('image/') ? 'inline' : 'attachment',
        }),
      ),
    );
  }

  async get(principal: Principal, attachmentId: string): Promise<StoredFile | undefined> {
    const name = keyOrNone(CHECKED, principal, attachmentId);
    return name === undefined ? undefined : this.read(name, Number.MAX_SAFE_INTEGER);
  }

  async delete(principal: Principal, attachmentId: string): Promise<void> {
    for (const [place] of PLACES) {
      const name = keyOrNone(place, principal, attachmentId);
      if (name !== undefined) await this.remove(name);
    }
  }

  async deleteAllOf(principal: Principal): Promise<void> {
    for (const [place] of PLACES) {
      for await (const page of this.pages(`${place}/${userFolder(principal)}/`)) {
        const Objects = page.map(({ Key }) => ({ Key }));
        if (Objects.length === 0) continue;
        const { Errors } = await this.answering(() =>
          this.client.send(
            new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } }),
          ),
        );
        if (Errors?.length) throw new FilesUnavailable({ cause: Errors[0] });
      }
    }
  }

  async *list(): AsyncGenerator<KeptFile> {
    for (const [place, part] of PLACES) {
      for await (const page of this.pages(`${place}/`)) {
        for (const { Key, LastModified } of page) {
          yield {
            attachmentId: Key.slice(Key.lastIndexOf('/') + 1),
            since: LastModified,
            part,
            delete: () => this.remove(Key),
          };
        }
      }
    }
  }

  private async *pages(Prefix: string): AsyncGenerator<{ Key: string; LastModified: Date }[]> {
    let ContinuationToken: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: this.bucket, Prefix, ContinuationToken });
      const page = await this.answering(() => this.client.send(command));
      yield (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
        Key && LastModified ? [{ Key, LastModified }] : [],
      );
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken);
  }

  private async remove(Key: string): Promise<void> {
    await this.answering(() => this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key })));
  }

  private async answering<T>(work: () => Promise<T>): Promise<T> {
    const end = this.onAsked();
    try {
      const answer = await work();
      end(true);
      return answer;
    } catch (error) {
      end(false);
      throw new FilesUnavailable({ cause: error });
    }
  }

  private async read(Key: string, limit: number): Promise<StoredFile | undefined> {
    const found = await this.answering(() =>
      this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key })).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      }),
    );
    if (!found) return undefined;
    const { Body, ContentLength = 0, ContentType = '' } = found;
    if (ContentLength > limit) {
      // Unread, the connection would never be free again.
      await Body?.transformToWebStream().cancel();
      throw new PayloadTooLarge('This file is larger than it was announced.');
    }
    const bytes = await this.answering(
      async () => new Uint8Array((await Body?.transformToByteArray()) ?? []),
    );
    return { mimeType: ContentType, bytes };
  }
}

function key(place: string, principal: Principal, attachmentId: string): string {
  return `${place}/${userFolder(principal)}/${fileName(attachmentId)}`;
}

/** Undefined for what can be no id of ours. */
function keyOrNone(place: string, principal: Principal, attachmentId: string): string | undefined {
  try {
    return key(place, principal, attachmentId);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  if (error instanceof NoSuchKey) return true;
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}
