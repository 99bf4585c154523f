import { DEFLATE, FLAGS, VERSION, writeTime } from './zip-headers';

/** An entry that has been written. Sizes in bytes; `offset` is where its header stands. */
export interface ZippedEntry {
  name: Buffer;
  modified: Date;
  offset: number;
  crc: number;
  size: number;
  zippedSize: number;
}

const MOST_ENTRIES = 0xffff;
const FAR = 0xffff_ffff;

/** The list of entries at the end of an archive; with more of them, or further away, than the first format can say, in that of ZIP64. */
export function* zipDirectory(entries: readonly ZippedEntry[], offset: number): Generator<Buffer> {
  let size = 0;
  for (const entry of entries) {
    const line = directoryLine(entry);
    size += line.byteLength;
    yield line;
  }
  const long = entries.length >= MOST_ENTRIES || offset + size >= FAR;
  if (long) yield longEnd(entries.length, size, offset);
  const end = Buffer.alloc(22);
  const count = Math.min(entries.length, MOST_ENTRIES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(long ? FAR : size, 12);
  end.writeUInt32LE(long ? FAR : offset, 16);
  yield end;
}

function directoryLine({ name, modified, offset, crc, size, zippedSize }: ZippedEntry): Buffer {
  const far = offset >= FAR;
  const line = Buffer.alloc(46);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(VERSION, 4);
  line.writeUInt16LE(far ? 45 : VERSION, 6);
  line.writeUInt16LE(FLAGS, 8);
  line.writeUInt16LE(DEFLATE, 10);
  writeTime(line, modified, 12);
  line.writeUInt32LE(crc, 16);
  line.writeUInt32LE(zippedSize, 20);
  line.writeUInt32LE(size, 24);
  line.writeUInt16LE(name.byteLength, 28);
  line.writeUInt16LE(far ? 12 : 0, 30);
  line.writeUInt32LE(far ? FAR : offset, 42);
  if (!far) return Buffer.concat([line, name]);
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(offset), 4);
  return Buffer.concat([line, name, extra]);
}

function longEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  // Where it stands, for readers that begin at the very end.
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
