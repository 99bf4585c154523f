import { type ChatKitRequest, chatkitRequest, REQUEST_LIMITS } from '../protocol/requests';
import { InvalidRequest, PayloadTooLarge } from './errors';

/**
 * Parses a request body.
 *
 * @param body the raw body, at most `REQUEST_LIMITS.bodyBytes` (more for a recording, and for the texts of a message)
 * @throws InvalidRequest with the path of the first thing wrong, PayloadTooLarge
 */
export function parseRequest(body: string): ChatKitRequest {
  const bytes = Buffer.byteLength(body);
  if (bytes > limitOf(body)) throw new PayloadTooLarge('This request is too large.');
  // Measured on the text: a parser that recurses must not be handed a pit.
  if (nesting(body) > REQUEST_LIMITS.nesting) throw new InvalidRequest('The request is nested too deeply.');

  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new InvalidRequest('The request is not valid JSON.', { cause: error });
  }
  const parsed = chatkitRequest.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.length ? ` at ${issue.path.map(String).join('.')}` : '';
    throw new InvalidRequest(
      `The request is not valid${where}: ${issue?.message ?? 'unknown'}.`.slice(0, 500),
    );
  }
  if (bytes > REQUEST_LIMITS.bodyBytes && isTooLarge(parsed.data)) {
    throw new PayloadTooLarge('This request is too large.');
  }
  return parsed.data;
}

/** Only recordings and messages may be large; looked for in the text, so that nothing large is parsed for nothing. */
function limitOf(body: string): number {
  if (body.includes('"input.transcribe"')) return REQUEST_LIMITS.audioBodyBytes;
  const isMessage = body.includes('"threads.create"') || body.includes('"threads.add_user_message"');
  return isMessage ? REQUEST_LIMITS.messageBodyBytes : REQUEST_LIMITS.bodyBytes;
}

/** Whether a large request has no right to be: what it holds beside its recording, or the texts of its message, is large. */
function isTooLarge(request: ChatKitRequest): boolean {
  switch (request.type) {
    case 'input.transcribe':
      return false;
    case 'threads.create':
    case 'threads.add_user_message': {
      const { quoted_text: _quote, content, ...input } = request.params.input;
      const rest = content.map((part) => (part.type === 'input_text' ? null : part));
      const others = JSON.stringify([input, rest, request.metadata]);
      return Buffer.byteLength(others) > REQUEST_LIMITS.bodyBytes;
    }
    default:
      return true;
  }
}

/** The deepest nesting of objects and arrays in a JSON text, without parsing it. */
function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let place = 0; place < json.length; place += 1) {
    const character = json[place];
    if (inString) {
      if (character === '\\') place += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
