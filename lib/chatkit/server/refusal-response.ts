import type { ThreadStreamEvent } from '../protocol';
import type { ChatKitError } from './errors';
import { EXTENSIONS_HEADER } from './extensions';
import { numberedFrame, SSE_END, SSE_HEADERS, sseFrame } from './sse';

/** A stream of one `error` event, which the person may answer by sending again. No run stands behind it. */
export function refusalResponse({ message, headers }: ChatKitError, declared: boolean): Response {
  const event: ThreadStreamEvent = { type: 'error', code: 'custom', message, allow_retry: true };
  const json = JSON.stringify(event);
  const body = declared ? `${numberedFrame({ seq: 1, json })}${SSE_END}` : sseFrame({ json });
  return new Response(body, { headers: { ...SSE_HEADERS, ...EXTENSIONS_HEADER, ...headers } });
}
