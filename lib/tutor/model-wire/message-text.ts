import { fieldsOf, firstText, listOf, textOf } from './json-fields';

/** The text and the thoughts of a message or a piece of one, in whatever form a server of Chat Completions gives them. */
export function messageText(delta: unknown): { text: string; thought: string } {
  const { content, reasoning_content, reasoning, reasoning_details, thinking } = fieldsOf(delta);
  const named = firstText(reasoning_content, reasoning, thinking, fieldsOf(reasoning).content);
  const thought =
    named ??
    listOf(reasoning_details)
      .map((part) => firstText(part.text, part.summary) ?? '')
      .join('');
  if (!Array.isArray(content)) return { text: textOf(content), thought };
  const parts = listOf(content);
  return {
    text: parts.map((part) => (part.type === 'thinking' ? '' : textOf(part.text))).join(''),
    // Mistral's Magistral
    thought:
      thought +
      parts
        .map((part) =>
          listOf(part.thinking)
            .map(({ text }) => textOf(text))
            .join(''),
        )
        .join(''),
  };
}
