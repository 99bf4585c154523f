import { RequestFailed } from './request-failed';
import { saidIn } from './said-in';

export interface BytesRequest {
  url: string;
  method: 'POST' | 'PUT';
  headers: Record<string, string>;
}

/**
 * The second phase of an upload: bytes as they are by PUT, as the field `file` of a form by POST. Nothing of the page goes along, no cookie
 * and no header: the address alone says that it is allowed (spec element 1.14).
 *
 * @param onProgress told the part that is on its way, 0 to 1
 * @throws RequestFailed, AbortError
 */
export function sendBytes(
  { url, method, headers }: BytesRequest,
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    const own = Object.entries(headers).filter(
      ([name]) => method === 'PUT' || name.toLowerCase() !== 'content-type',
    );
    for (const [name, value] of own) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new RequestFailed('upload', request.status, { said: saidIn(request.responseText) }));
    };
    request.onerror = () => reject(new RequestFailed('upload', 0));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (method === 'PUT') request.send(file);
    else {
      const form = new FormData();
      form.append('file', file);
      request.send(form);
    }
  });
}
