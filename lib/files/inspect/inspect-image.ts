import pLimit from 'p-limit';
import type { Sharp } from 'sharp';
import { Unavailable } from '../../chatkit/server/errors';
import type { FileType } from '../file-type';
import { imageLength } from './image-length';
import { LyingFile } from './lying-file';
import { endsAsZip } from './zip-tail';

type ImageType = Extract<FileType, { kind: 'image' }>['mimeType'];

/** More than the cameras that students have; a picture of a hundred bytes can claim billions. */
const MOST_PIXELS = 64_000_000;

/** A model looks at no more. */
const LONGEST_SIDE = 2048;

const LONGEST_SECONDS = 20;

/** Decoding takes memory and a core: the others wait. */
const inTurn = pLimit(2);

/**
 * Decodes an image and draws it anew: upright, at most 2048 pixels long, its first picture alone if it moves. Nothing of the
 * file survives but what can be seen: no place, no camera, no hidden payload.
 *
 * @returns bytes of the same type
 * @throws LyingFile if it is not such an image, is cut off, too large, or has something behind it
 */
export async function inspectImage(mimeType: ImageType, bytes: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  const length = imageLength(mimeType, bytes);
  if (length === undefined || length > bytes.length) throw new LyingFile();
  if (length < bytes.length && !(mimeType === 'image/jpeg' && isCameraTrailer(bytes.subarray(length))))
    throw new LyingFile('has something behind its picture.');
  if (endsAsZip(bytes)) throw new LyingFile('is an archive, too.');
  return inTurn(() => redraw(mimeType, bytes.subarray(0, length)));
}

async function redraw(mimeType: ImageType, bytes: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  // Its libraries take 20 MB of memory, which a process without pictures can do without.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  try {
    const input = { limitInputPixels: MOST_PIXELS, sequentialRead: true, pages: 1 } as const;
    const { format } = await sharp(bytes, input).metadata();
    if (`image/${format}` !== mimeType) throw new LyingFile();
    const image = sharp(bytes, input)
      .timeout({ seconds: LONGEST_SECONDS })
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
    return new Uint8Array(await encode(mimeType, image));
  } catch (cause) {
    if (cause instanceof LyingFile) throw cause;
    if (cause instanceof Error && /out of memory|cannot allocate/i.test(cause.message))
      throw new Unavailable({ cause });
    const tooLarge = cause instanceof Error && /pixel limit|too large|timeout/i.test(cause.message);
    throw new LyingFile(tooLarge ? 'holds too large a picture.' : 'holds a picture that is broken.', {
      cause,
    });
  }
}

function encode(mimeType: ImageType, image: Sharp): Promise<Buffer> {
  switch (mimeType) {
    case 'image/png':
      return image.png().toBuffer();
    case 'image/jpeg':
      return image.jpeg({ quality: 88 }).toBuffer();
    case 'image/webp':
      return image.webp({ quality: 88 }).toBuffer();
    case 'image/gif':
      return image.gif().toBuffer();
  }
}

/**
 * Phones append to a photo: a second picture, a short film, their own notes. That goes when the photo is drawn anew. What no
 * camera writes is refused.
 */
function isCameraTrailer(trailer: Buffer): boolean {
  const text = trailer.toString('latin1').toLowerCase();
  return !FOREIGN.some((mark) => text.includes(mark));
}

const FOREIGN = [
  'pk\u0003\u0004',
  '%pdf-',
  '<html',
  '<!doctype',
  '<script',
  '<svg',
  '<?php',
  '<body',
  '<iframe',
  'javascript:',
  'rar!\u001a\u0007',
  '7z\u00bc\u00af\u0027\u001c',
  '\u007felf',
  '#!/',
  'function(',
];
