import type { ZippedEntry } from './zip-directory';

/** Sizes stand behind the content; names are UTF-8. */
export const FLAGS = 0x0808;
export const DEFLATE = 8;
/** 2.0: folders and deflate. */
export const VERSION = 20;

/** What stands before an entry. Its sizes and checksum are not known yet. */
export function localHeader({ name, modified }: ZippedEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATE, 8);
  writeTime(header, modified, 10);
  header.writeUInt16LE(name.byteLength, 26);
  return Buffer.concat([header, name]);
}

/** What stands behind an entry. */
export function dataDescriptor({ crc, size, zippedSize }: ZippedEntry): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crc, 4);
  descriptor.writeUInt32LE(zippedSize, 8);
  descriptor.writeUInt32LE(size, 12);
  return descriptor;
}

/** Time and date of a file in two words each, in UTC; ZIP counts from 1980 and in steps of two seconds. */
export function writeTime(header: Buffer, at: Date, offset: number): void {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  header.writeUInt16LE(time, offset);
  header.writeUInt16LE(date, offset + 2);
}
