import { RequestFailed } from './request-failed';
import { saidIn } from './said-in';

/**
 * Tells the server that the bytes of an upload are where it sent them. It looks at them now, and a refusal says why. Nothing of
 * the page goes along: the address alone says that it is allowed.
 *
 * @throws RequestFailed, AbortError
 */
export async function confirmUpload(url: string, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', credentials: 'omit', signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new RequestFailed('upload', 0, { cause });
  }
  if (!response.ok)
    throw new RequestFailed('upload', response.status, { said: saidIn(await response.text()) });
}
