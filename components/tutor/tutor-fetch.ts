import type { PageContext } from './page-context';

/** What the server is told about the student beside the verified session. */
export interface UserInfo {
  name?: string;
  role?: string;
}

export interface TutorFetchOptions {
  /** Called for every request that is about the page, when it is sent. */
  userInfo: () => UserInfo;
  pageContext: () => PageContext;
  /** The server does not know the session any more. */
  onSessionEnded: () => void;
  fetch?: typeof fetch;
}

/** Operations that start a turn without carrying an `input`. */
const TURNS_WITHOUT_INPUT = new Set([
  'threads.retry_after_item',
  'threads.custom_action',
  'threads.sync_custom_action',
  'threads.add_client_tool_output',
]);

/**
 * The `fetch` of the chat: adds `metadata.userInfo` and `metadata.pageContext` to every request that starts a turn, at
 * the time it is sent. Values that the body has already win. Anything that is not a JSON request of the protocol (an
 * upload, say) passes untouched, and no header is added: page titles do not fit into headers (spec B9 D-F2).
 */
export function createTutorFetch(options: TutorFetchOptions): typeof fetch {
  return async (input, init) => {
    const send = options.fetch ?? fetch;
    const response = await send(input, withMetadata(init, options));
    if (response.status === 401) options.onSessionEnded();
    return response;
  };
}

function withMetadata(init: RequestInit | undefined, options: TutorFetchOptions): RequestInit | undefined {
  const body = parseObject(init?.body);
  if (!init || !body || !startsTurn(body)) return init;
  const own = isObject(body.metadata) ? body.metadata : {};
  const metadata = { userInfo: options.userInfo(), pageContext: options.pageContext(), ...own };
  return { ...init, body: JSON.stringify({ ...body, metadata }) };
}

function startsTurn(body: Record<string, unknown>): boolean {
  if (isObject(body.params) && isObject(body.params.input)) return true;
  return typeof body.type === 'string' && TURNS_WITHOUT_INPUT.has(body.type);
}

function parseObject(body: BodyInit | null | undefined): Record<string, unknown> | undefined {
  if (typeof body !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
