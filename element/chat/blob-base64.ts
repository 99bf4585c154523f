/** Bytes that go through `fromCharCode` at once: more would be too many arguments. */
const PIECE = 0x8000;

/** A blob in base64. By hand: `fetch` of a data URL and `FileReader` ask for a wider policy or a detour. */
export async function blobBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(text);
}
