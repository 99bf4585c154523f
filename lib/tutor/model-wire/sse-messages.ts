/** A message of an event stream: its name, if it has one, and its data. */
export interface SseMessage {
  event: string | undefined;
  data: string;
}

const LINE_END = /\r\n|\n|\r(?!$)/;
const FIELD = /^([a-z]+):[ ]?(.*)$/s;

/**
 * The messages of an event stream (WHATWG HTML, 9.2), and of what some servers take for one: messages without an empty line between
 * them, whole JSON texts on lines of their own, and errors in a field named `error` (llama.cpp before 2025). Comments are left out.
 */
export async function* sseMessages(pieces: AsyncIterable<string>): AsyncGenerator<SseMessage> {
  let rest = '';
  let event: string | undefined;
  let data: string[] = [];
  function* dispatch(): Generator<SseMessage> {
    const [name, lines] = [event, data];
    event = undefined;
    data = [];
    if (lines.length === 0) return;
    // Two messages that nothing divides are two objects on two lines; one object over lines is not JSON on any of them.
    if (lines.length > 1 && lines.every(isWhole)) {
      for (const line of lines) yield { event: name, data: line };
    } else yield { event: name, data: lines.join('\n') };
  }
  function* line(text: string): Generator<SseMessage> {
    if (text.trim() === '') return yield* dispatch();
    if (text.startsWith('{')) {
      yield* dispatch();
      data = [text];
      return yield* dispatch();
    }
    const [, field, value = ''] = FIELD.exec(text) ?? [];
    if (field === 'event') event = value.trim();
    else if (field === 'data') data.push(value);
    else if (field === 'error') yield { event: 'error', data: value };
  }
  for await (const piece of pieces) {
    const lines = (rest + piece).split(LINE_END);
    rest = lines.pop() ?? '';
    for (const text of lines) yield* line(text);
  }
  yield* line(rest.replace(/^\uFEFF|\r$/g, ''));
  yield* dispatch();
}

function isWhole(line: string): boolean {
  const text = line.trim();
  return text === '[DONE]' || (text.startsWith('{') && text.endsWith('}'));
}

/** The text of a body, as its bytes come. */
export async function* textPieces(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    onBytes();
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}
