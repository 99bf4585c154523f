import type { FileType } from '../file-type';

type ImageType = Extract<FileType, { kind: 'image' }>['mimeType'];

/**
 * Where an image ends by its own account, in bytes; undefined if it is not an image of that type from the first byte on. What
 * stands behind is no part of the picture.
 */
export function imageLength(mimeType: ImageType, bytes: Buffer): number | undefined {
  try {
    return LENGTHS[mimeType](bytes);
  } catch (error) {
    // A length that points past the end: the file is cut off.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const LENGTHS: Record<ImageType, (bytes: Buffer) => number | undefined> = {
  'image/png': pngLength,
  'image/jpeg': jpegLength,
  'image/gif': gifLength,
  'image/webp': webpLength,
};

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Chunks of length, name, data and checksum, from IHDR to IEND. */
function pngLength(bytes: Buffer): number | undefined {
  if (!bytes.subarray(0, 8).equals(PNG) || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  for (let at = 8; ; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return end;
    at = end;
  }
}

/** Segments with a length, and after each start of a scan coded data up to the next marker. */
function jpegLength(bytes: Buffer): number | undefined {
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    else {
      at += 2 + bytes.readUInt16BE(at + 2);
      if (marker === 0xda) at = nextMarker(bytes, at);
    }
  }
}

/** Within coded data, FF is followed by 00 or by a restart marker. @throws RangeError at the end of the bytes */
function nextMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new RangeError('no marker follows');
}

/** A screen, its colours, then extensions and pictures of sub-blocks, up to the trailer. */
function gifLength(bytes: Buffer): number | undefined {
  if (!/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined;
  let at = 13 + coloursLength(bytes.readUInt8(10));
  for (;;) {
    const block = bytes.readUInt8(at);
    if (block === 0x3b) return at + 1;
    if (block === 0x21) at += 2;
    else if (block === 0x2c) at += 11 + coloursLength(bytes.readUInt8(at + 9));
    else return undefined;
    while (bytes.readUInt8(at) > 0) at += 1 + bytes.readUInt8(at);
    at += 1;
  }
}

function coloursLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function webpLength(bytes: Buffer): number | undefined {
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 8 + bytes.readUInt32LE(4) : undefined;
}
