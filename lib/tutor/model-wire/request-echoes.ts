import { type Fields, fieldsOf, listOf } from './json-fields';

/** So many words in a row that stand in the request, too, are quoted from it. */
const QUOTED_WORDS = 3;
const WORD = /[\p{L}\p{N}]+/gu;

/**
 * What a server said of an error, without what it quotes of the conversation, quotation marks or not.
 *
 * @param body of the request: `messages` of Chat Completions, or `input` of the Responses API
 */
export function withoutEchoes(message: string, body: Fields): string {
  const conversation = ` ${wordsOf(conversationOf(body)).join(' ')} `;
  const words = [...message.matchAll(WORD)];
  const isEchoed = (from: number, count: number) => {
    const some = words.slice(from, from + count).map(([word]) => word.toLowerCase());
    return some.length === count && conversation.includes(` ${some.join(' ')} `);
  };
  const echoed = new Set<number>();
  for (const index of words.keys()) {
    if (!isEchoed(index, QUOTED_WORDS)) continue;
    for (let word = index; word < index + QUOTED_WORDS; word += 1) echoed.add(word);
  }
  let masked = '';
  let end = 0;
  for (const [index, word] of words.entries()) {
    if (!echoed.has(index)) continue;
    const isNext = echoed.has(index - 1);
    masked += isNext ? '' : `${message.slice(end, word.index)}…`;
    end = word.index + word[0].length;
  }
  // A single word in quotation marks may be a student's, too.
  return (masked + message.slice(end)).replace(
    /(["'`])([^"'`]{1,80})\1/g,
    (quoted, mark: string, inner: string) => {
      const inside = wordsOf(inner).join(' ');
      return inside !== '' && conversation.includes(` ${inside} `) ? `${mark}…${mark}` : quoted;
    },
  );
}

/** What people, the model and its tools said; not the rules, which stand in the repository. */
function conversationOf({ messages, input }: Fields): string {
  if (typeof input === 'string') return input;
  const items = [...listOf(messages), ...listOf(input)].filter(
    ({ role }) => role !== 'system' && role !== 'developer',
  );
  return items.flatMap(({ content, output }) => [textsOf(content), textsOf(output)]).join(' ');
}

function textsOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => fieldsOf(part).text)
    .filter((text) => typeof text === 'string')
    .join(' ');
}

function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.toLowerCase());
}
