import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';

/** What the liars are made of. */

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const HTML = bytes('<!doctype html><html><body><script>alert(1)</script></body></html>');
const SVG = bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

function crc(data: Buffer): Buffer {
  let value = 0xffffffff;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((value ^ 0xffffffff) >>> 0);
  return sum;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([bytes(type), data]);
  return Buffer.concat([length, named, crc(named)]);
}

/** A PNG that claims to be `side` pixels wide and high, with as little data as its maker likes. */
function bombPng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(6_000_000));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function bombGif(): Buffer {
  const gif = bytes('GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff');
  return Buffer.concat([gif, bytes(',\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;')]);
}

function bombWebp(): Buffer {
  const chunk = bytes('VP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(4 + chunk.length);
  return Buffer.concat([bytes('RIFF'), size, bytes('WEBP'), chunk]);
}

function zip(name: string, content: Buffer): Buffer {
  const local = Buffer.alloc(30);
  local.write('PK\u0003\u0004', 'latin1');
  local.writeUInt16LE(name.length, 26);
  local.writeUInt32LE(content.length, 18);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  return Buffer.concat([local, bytes(name), content, end]);
}

const ZIP = zip('evil.html', HTML);
const GZIP_BOMB = gzipSync(Buffer.alloc(10_000_000));
const PDF = bytes('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n');

/** Honest files and the payloads of the others. */
export async function contents() {
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#3366aa' } });
  const [png, jpeg, webp, gif] = await Promise.all([
    picture.clone().png().toBuffer(),
    picture.clone().jpeg().toBuffer(),
    picture.clone().webp().toBuffer(),
    picture.clone().gif().toBuffer(),
  ]);
  const utf16 = Buffer.from('\ufeffprint("hi")', 'utf16le');
  const elf = Buffer.concat([bytes('\x7fELF\x02\x01\x01'), Buffer.alloc(64)]);
  return {
    png,
    jpeg,
    webp,
    gif,
    pdf: PDF,
    html: HTML,
    svg: SVG,
    zip: ZIP,
    gzip: GZIP_BOMB,
    utf16,
    elf,
    bombPng,
    bombGif,
    bombWebp,
  };
}

export type Contents = Awaited<ReturnType<typeof contents>>;
