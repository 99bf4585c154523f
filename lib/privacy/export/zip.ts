import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { type ZippedEntry, zipDirectory } from './zip-directory';
import { dataDescriptor, localHeader } from './zip-headers';

export interface ZipEntry {
  /** Its path in the archive, with `/` between folders. */
  name: string;
  content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
  /** For what is compressed already. */
  incompressible?: boolean;
}

const LARGEST = 0xffff_ffff;

/**
 * A ZIP archive, written while it is read: no more of it is in memory than a chunk and one line for each entry. Sizes follow
 * their content, so that nothing has to be known ahead.
 *
 * @throws RangeError for an entry of 4 GB or more
 */
export async function* zip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  modified: Date,
): AsyncGenerator<Uint8Array> {
  const written: ZippedEntry[] = [];
  let offset = 0;
  for await (const { name, content, incompressible = false } of entries) {
    const entry: ZippedEntry = { name: Buffer.from(name), modified, offset, crc: 0, size: 0, zippedSize: 0 };
    const header = localHeader(entry);
    yield header;
    // Level 0 wraps the bytes and does not look at them.
    const deflate = createDeflateRaw({ level: incompressible ? 0 : 6 });
    const feeding = pipeline(Readable.from(measured(content, entry)), deflate);
    // What goes wrong arrives through `deflate`, too, or the reader has left.
    feeding.catch(() => undefined);
    for await (const chunk of deflate) {
      entry.zippedSize += chunk.byteLength;
      yield chunk;
    }
    await feeding;
    if (Math.max(entry.size, entry.zippedSize) >= LARGEST)
      throw new RangeError(`${name} is too large for a ZIP`);
    const descriptor = dataDescriptor(entry);
    yield descriptor;
    offset += header.byteLength + entry.zippedSize + descriptor.byteLength;
    written.push(entry);
  }
  yield* zipDirectory(written, offset);
}

async function* measured(content: ZipEntry['content'], entry: ZippedEntry): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    const bytes =
      typeof piece === 'string'
        ? Buffer.from(piece)
        : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (bytes.byteLength === 0) continue;
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.byteLength;
    yield bytes;
  }
}
