import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { IndexData } from './index-data';
import {
  aligned,
  type Header,
  indexVersion,
  MAGIC,
  OFFSETS,
  type Section,
  type SectionKind,
} from './index-file';
import type { SearchIndex } from './search-index';

/**
 * Writes an index to a file, so that whoever reads it meanwhile sees either the old one or the new one, whole.
 * @param madeFrom digest of the course that it was made from
 * @throws what the file system throws, as for a place that is read-only; the old file is as it was then
 */
export async function saveIndex(file: string, index: SearchIndex, madeFrom?: string): Promise<void> {
  const bytes = encodeIndex(index.data, { madeFrom });
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** An index as the bytes of its file; `version` says by which rules it was made. */
export function encodeIndex(
  data: IndexData,
  { version = indexVersion(), madeFrom }: Partial<Pick<Header, 'version' | 'madeFrom'>> = {},
): Buffer {
  const sections: Record<string, Section> = {};
  const parts: { bytes: Uint8Array; offset: number }[] = [];
  let size = 0;
  for (const [name, value] of Object.entries(data)) {
    const { kind, bytes } = encode(value);
    sections[name] = { kind, offset: size, length: bytes.length };
    parts.push({ bytes, offset: size });
    size = aligned(size + bytes.length);
  }
  const header: Header = { version, madeFrom, sections };
  const written = Buffer.from(JSON.stringify(header), 'utf8');
  const start = aligned(OFFSETS.header + written.length);
  const file = Buffer.alloc(start + size);
  MAGIC.copy(file);
  file.writeUInt32LE(written.length, OFFSETS.headerLength);
  written.copy(file, OFFSETS.header);
  for (const { bytes, offset } of parts) file.set(bytes, start + offset);
  file.writeUInt32LE(crc32(file.subarray(OFFSETS.headerLength)), OFFSETS.checksum);
  return file;
}

function encode(value: IndexData[keyof IndexData]): { kind: SectionKind; bytes: Uint8Array } {
  if (value instanceof Uint8Array) return { kind: 'u8', bytes: value };
  if (value instanceof Uint16Array) return { kind: 'u16', bytes: bytesOf(value) };
  if (value instanceof Uint32Array) return { kind: 'u32', bytes: bytesOf(value) };
  return { kind: 'json', bytes: Buffer.from(JSON.stringify(value), 'utf8') };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
