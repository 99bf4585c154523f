import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChatKitError, InvalidRequest } from './errors';
import { errorResponse } from './handle-request';

/**
 * A listener for `node:http` from a function of requests to responses. A refusal becomes its answer, any other failure an
 * answer with status 500 that tells nothing of it. A client that leaves cancels the body of its response.
 *
 * @param onError Told of what is not a refusal.
 */
export function nodeListener(
  answer: (request: Request) => Promise<Response>,
  onError: (error: unknown) => void = () => undefined,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const answered = async (incoming: IncomingMessage) => answer(toRequest(incoming));
  return async (incoming, outgoing) => {
    const response = await answered(incoming).catch((error: unknown) => {
      if (ChatKitError.is(error)) return errorResponse(error);
      onError(error);
      return errorResponse(new ChatKitError('internal', 'Something went wrong. Please try again.'));
    });
    outgoing.statusCode = response.status;
    // One by one: cookies are several headers of one name.
    for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
    try {
      if (response.body) await send(response.body, outgoing);
      outgoing.end();
    } catch (error) {
      onError(error);
      outgoing.destroy();
    }
  };
}

/** Writes a body as fast as the client takes it, and cancels it at once when the client leaves, also while it is silent. */
async function send(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const closed = new Promise<void>((resolve) => outgoing.once('close', resolve));
  if (outgoing.destroyed) return reader.cancel();
  void closed.then(() => reader.cancel()).catch(() => undefined);
  outgoing.flushHeaders();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (outgoing.destroyed) return reader.cancel();
    if (outgoing.write(next.value)) continue;
    await Promise.race([closed, new Promise<void>((resolve) => outgoing.once('drain', resolve))]);
  }
}

/** @throws InvalidRequest for what `Request` cannot express */
function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const { method = 'GET', url = '/' } = incoming;
  const init: RequestInit & { duplex: 'half' } = { method, headers, duplex: 'half' };
  if (method !== 'GET' && method !== 'HEAD') init.body = bodyOf(incoming);
  try {
    return new Request(new URL(url, 'http://localhost'), init);
  } catch (error) {
    throw new InvalidRequest('This request cannot be understood.', { cause: error });
  }
}

/** By hand, because the types of Node's own web streams are not those of `Request`. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
