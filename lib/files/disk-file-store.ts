import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Principal } from '../chatkit/principal';
import { NotFound } from '../chatkit/server/errors';
import { fileName, userFolder } from './file-key';
import type { FileStore, KeptFile, StoredFile } from './file-store';
import { FilesUnavailable } from './files-unavailable';

/** Of the line before the bytes: the type, and that this is a file of ours. */
const HEADER = /^file of robolearn: ([\w.+-]+\/[\w.+-]+)\n/;
const LONGEST_HEADER = 200;

/** Bytes on a disk that all processes share, each file under its user's folder and named by its id. */
export class DiskFileStore implements FileStore {
  readonly kind = 'disk';

  constructor(private readonly directory: string) {}

  /** Written beside its place and then moved there: a reader sees the old file or the new one. */
  async put(principal: Principal, attachmentId: string, { mimeType, bytes }: StoredFile): Promise<void> {
    const target = this.path(principal, attachmentId);
    const draft = `${target}.${randomUUID()}`;
    await answering(async () => {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      try {
        const file = await open(/* turbopackIgnore: true */ draft, 'wx', 0o600);
        try {
          await file.writev([Buffer.from(`file of robolearn: ${mimeType}\n`), bytes]);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    });
  }

  async get(principal: Principal, attachmentId: string): Promise<StoredFile | undefined> {
    const content = await this.unlessMissing(principal, attachmentId, (file) => readFile(file));
    const [header, mimeType] = HEADER.exec(content?.toString('latin1', 0, LONGEST_HEADER) ?? '') ?? [];
    if (!content || !header || !mimeType) return undefined;
    return { mimeType, bytes: new Uint8Array(content.subarray(header.length)) };
  }

  async delete(principal: Principal, attachmentId: string): Promise<void> {
    await this.unlessMissing(principal, attachmentId, (file) => rm(file, { force: true }));
  }

  async deleteAllOf(principal: Principal): Promise<void> {
    const folder = path.join(this.directory, userFolder(principal));
    await answering(() => rm(folder, { recursive: true, force: true }));
  }

  async *list(): AsyncGenerator<KeptFile> {
    for (const folder of await namesIn(this.directory)) {
      for (const name of await namesIn(path.join(this.directory, folder))) {
        const file = path.join(this.directory, folder, name);
        const found = await answering(() => stat(file)).catch(() => undefined);
        if (!found?.isFile()) continue;
        const [attachmentId = '', ...draft] = name.split('.');
        yield {
          attachmentId,
          since: found.mtime,
          part: draft.length > 0 ? 'unchecked' : 'file',
          delete: () => answering(() => rm(file, { force: true })),
        };
      }
    }
  }

  async ping(): Promise<void> {
    await answering(async () => {
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      await access(this.directory, constants.W_OK);
    });
  }

  private path(principal: Principal, attachmentId: string): string {
    return path.join(this.directory, userFolder(principal), fileName(attachmentId));
  }

  private async unlessMissing<T>(
    principal: Principal,
    attachmentId: string,
    work: (file: string) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work(this.path(principal, attachmentId));
    } catch (error) {
      if (error instanceof NotFound || isMissing(error)) return undefined;
      throw new FilesUnavailable({ cause: error });
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(folder)) names.push(name);
  } catch (error) {
    if (!isMissing(error) && !(isErrno(error) && error.code === 'ENOTDIR'))
      throw new FilesUnavailable({ cause: error });
  }
  return names;
}

async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new FilesUnavailable({ cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return isErrno(error) && error.code === 'ENOENT';
}

function isErrno(error: unknown): error is Error & { code: unknown } {
  return error instanceof Error && 'code' in error;
}
