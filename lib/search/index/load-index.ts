import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { IndexData } from './index-data';
import { aligned, type Header, indexVersion, MAGIC, OFFSETS } from './index-file';
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
  const section = (name: keyof IndexData) => {
    const { offset = 0, length = 0 } = header.sections[name] ?? {};
    return { from: start + offset, length };
  };
  const json = (name: keyof IndexData) => {
    const { from, length } = section(name);
    return JSON.parse(Buffer.from(buffer, from, length).toString('utf8'));
  };
  const u8 = (name: keyof IndexData) => new Uint8Array(buffer, section(name).from, section(name).length);
  const u16 = (name: keyof IndexData) =>
    new Uint16Array(buffer, section(name).from, section(name).length / 2);
  const u32 = (name: keyof IndexData) =>
    new Uint32Array(buffer, section(name).from, section(name).length / 4);
  return {
    words: json('words'),
    wordCounts: u32('wordCounts'),
    wordFlags: u8('wordFlags'),
    wordTermStarts: u32('wordTermStarts'),
    wordTerms: u32('wordTerms'),
    wordParts: u8('wordParts'),
    terms: json('terms'),
    postingStarts: u32('postingStarts'),
    postingPassages: u32('postingPassages'),
    postingCounts: u32('postingCounts'),
    fieldFrequencies: u32('fieldFrequencies'),
    fieldLengths: u16('fieldLengths'),
    tokenStarts: u32('tokenStarts'),
    tokens: u32('tokens'),
    keys: json('keys'),
    passageKeyStarts: u32('passageKeyStarts'),
    passageKeys: u32('passageKeys'),
    pages: json('pages'),
    pageStarts: u32('pageStarts'),
    ids: json('ids'),
    recordStarts: u32('recordStarts'),
    records: u8('records'),
  };
}

/** The header of a file that is whole. */
function headerOf(bytes: Buffer): Header | undefined {
  if (bytes.length < OFFSETS.header || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  if (crc32(bytes.subarray(OFFSETS.headerLength)) !== bytes.readUInt32LE(OFFSETS.checksum)) return undefined;
  const end = OFFSETS.header + bytes.readUInt32LE(OFFSETS.headerLength);
  return JSON.parse(bytes.subarray(OFFSETS.header, end).toString('utf8'));
}
