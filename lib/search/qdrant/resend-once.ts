import { setImmediate } from 'node:timers/promises';
import { networkErrorCode } from './network-error-code';

/** Codes of a connection that the other side had closed, or closes now. */
const CLOSED_CODES: ReadonlySet<string | undefined> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * A client whose requests are sent a second time, at once, if their connection turns out to be closed. Qdrant closes connections
 * that are idle for five seconds and does not announce it, so a request may be on its way when the news of it arrives. Only for
 * clients all of whose requests may be carried out twice.
 */
export function resendOnce<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const send = (): unknown => Reflect.apply(member, target, given);
        const answer = send();
        return answer instanceof Promise
          ? answer.catch((error: unknown) => resendIfClosed(error, send))
          : answer;
      };
    },
  });
}

async function resendIfClosed(error: unknown, send: () => unknown): Promise<unknown> {
  if (!CLOSED_CODES.has(networkErrorCode(error))) throw error;
  // One turn of the event loop, in which the pool learns of its other connections that are closed.
  await setImmediate();
  return send();
}
