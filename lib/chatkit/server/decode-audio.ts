import type { AudioInput } from './chatkit-server';
import { InvalidRequest } from './errors';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** @throws InvalidRequest if the recording is empty or not in base64 */
export function decodeAudio(params: { audio_base64: string; mime_type: string }): AudioInput {
  const { audio_base64: base64, mime_type: mimeType } = params;
  if (base64.length % 4 !== 0 || !BASE64.test(base64))
    throw new InvalidRequest('The recording is not valid base64.');
  const mediaType = (mimeType.split(';')[0] ?? '').trim().toLowerCase();
  return { data: new Uint8Array(Buffer.from(base64, 'base64')), mimeType, mediaType };
}
