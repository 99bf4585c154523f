import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { IndexData } from './index-data';
import { aligned, type Header, indexVersion, MAGIC, OFFSETS, type SectionKind } from './index-file';
import { SearchIndex } from './search-index';

/**
 * Reads an index from its file; undefined if there is none, or none that is whole and made by the rules of today.
 * @param madeFrom digest of the course that it has to be made from
 */
export async function loadIndex(file: string, madeFrom?: string): Promise<SearchIndex | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes || (madeFrom !== undefined && headerOf(bytes)?.madeFrom !== madeFrom)) return undefined;
  const data = decodeIndex(bytes);
  return data && new SearchIndex(data);
}

/** An index from the bytes of its file; they are used, not copied. */
export function decodeIndex(file: Uint8Array): IndexData | undefined {
  const isOnes = file.byteOffset % 8 === 0 && file.buffer instanceof ArrayBuffer;
  const bytes = Buffer.from(
    isOnes ? file.buffer : new Uint8Array(file).buffer,
    isOnes ? file.byteOffset : 0,
    file.length,
  );
  const header = headerOf(bytes);
  if (header?.version !== indexVersion()) return undefined;
  const start = bytes.byteOffset + aligned(OFFSETS.header + bytes.readUInt32LE(OFFSETS.headerLength));
  const { buffer } = bytes;
  const sections = Object.entries(header.sections).map(([name, { kind, offset, length }]) => [
    name,
    decode(kind, buffer, start + offset, length),
  ]);
  return Object.fromEntries(sections);
}

function decode(kind: SectionKind, buffer: ArrayBuffer, from: number, length: number): unknown {
  switch (kind) {
    case 'u8':
      return new Uint8Array(buffer, from, length);
    case 'u16':
      return new Uint16Array(buffer, from, length / 2);
    case 'u32':
      return new Uint32Array(buffer, from, length / 4);
    case 'json':
      return JSON.parse(Buffer.from(buffer, from, length).toString('utf8'));
  }
}

/** The header of a file that is whole. */
function headerOf(bytes: Buffer): Header | undefined {
  if (bytes.length < OFFSETS.header || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  if (crc32(bytes.subarray(OFFSETS.headerLength)) !== bytes.readUInt32LE(OFFSETS.checksum)) return undefined;
  const end = OFFSETS.header + bytes.readUInt32LE(OFFSETS.headerLength);
  return JSON.parse(bytes.subarray(OFFSETS.header, end).toString('utf8'));
}
