import { type ChatKitRequest, chatkitRequest, REQUEST_LIMITS } from '../protocol/requests';
import { InvalidRequest, PayloadTooLarge } from './errors';

/**
 * Parses a request body.
 *
 * @param body the raw body, at most `REQUEST_LIMITS.bodyBytes` (more for a recording)
 * @throws InvalidRequest with the path of the first thing wrong, PayloadTooLarge
 */
export function parseRequest(body: string): ChatKitRequest {
  const bytes = Buffer.byteLength(body);
  // Only a recording may be large; looked for in the text, so that nothing large is parsed for nothing.
  const limit = body.includes('"input.transcribe"')
    ? REQUEST_LIMITS.audioBodyBytes
    : REQUEST_LIMITS.bodyBytes;
  if (bytes > limit) throw new PayloadTooLarge('This request is too large.');
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
  if (bytes > REQUEST_LIMITS.bodyBytes && parsed.data.type !== 'input.transcribe') {
    throw new PayloadTooLarge('This request is too large.');
  }
  return parsed.data;
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
