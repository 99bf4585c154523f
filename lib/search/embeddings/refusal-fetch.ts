import { sizeRefusal } from './size-refusal';

/**
 * A `fetch` for the OpenAI client, behind which every refusal has its words where the client looks for them, and a refusal for size is not
 * sent again: llama.cpp answers those with status 500, which the client would take for an outage.
 */
export function refusalFetch(send: typeof fetch = fetch): typeof fetch {
  return async (url, init) => {
    const response = await send(url, init);
    if (response.ok || response.status < 400) return response;
    const { status } = response;
    const message = messageIn(await response.text());
    const headers = new Headers(response.headers);
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
    headers.set('content-type', 'application/json');
    if (sizeRefusal(status, message)) headers.set('x-should-retry', 'false');
    return new Response(JSON.stringify({ error: { message } }), { status, headers });
  };
}

/** `error: {message}` (OpenAI, llama.cpp), `error: "…"` (Ollama, TEI), `message` (vLLM, Mistral), `detail` (FastAPI), or the text as it is. */
function messageIn(text: string): string {
  const body = parse(text);
  const { error, message, detail } = body;
  const inner = isFields(error) ? error.message : undefined;
  const found = [inner, error, message, detail].find((words) => typeof words === 'string' && words !== '');
  if (typeof found === 'string') return found;
  return detail === undefined
    ? text.slice(0, MAX_CHARACTERS)
    : JSON.stringify(detail).slice(0, MAX_CHARACTERS);
}

const MAX_CHARACTERS = 2_000;

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    const first = Array.isArray(value) ? value[0] : value;
    return isFields(first) ? first : {};
  } catch {
    return {};
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
