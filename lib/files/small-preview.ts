import pLimit from 'p-limit';

/** Of a preview; the picture itself is up to 2048 pixels long. */
const LONGEST_SIDE = 512;

/** Beside uploads, which have their own turns. */
const inTurn = pLimit(1);

/** Previews are of one type, whatever the picture is. */
export const PREVIEW_TYPE = 'image/webp';

/**
 * A stored picture as it is shown in a conversation: at most 512 pixels long.
 *
 * @param picture drawn anew when it was uploaded
 * @returns bytes of the type `PREVIEW_TYPE`
 */
export function smallPreview(picture: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return inTurn(async () => {
    const { default: sharp } = await import('sharp');
    const image = sharp(picture, { sequentialRead: true, pages: 1 })
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 });
    return new Uint8Array(await image.toBuffer());
  });
}
