import { type Fields, fieldsOf, isFields, listOf, textOf } from './json-fields';

/** The rules as the beginning of the first question, for models whose template knows people and answers alone. */
export function withoutSystemRole(body: Fields): Fields {
  const messages = listOf(body.messages);
  const rules = messages.filter(isSystem).map(({ content }) => textIn(content) ?? '');
  const others = messages.filter((message) => !isSystem(message));
  const first = others.findIndex(({ role }) => role === 'user');
  if (rules.length === 0 || first < 0) return body;
  const text = rules.join('\n\n');
  const asked = others.map((message, index) => {
    if (index !== first) return message;
    const { content } = message;
    const whole = Array.isArray(content)
      ? [{ type: 'text', text }, ...content]
      : `${text}\n\n${textOf(content)}`;
    return { ...message, content: whole };
  });
  return { ...body, messages: asked };
}

/** Content as a text wherever it is nothing but text. */
export function withTextContent(body: Fields): Fields {
  if (!Array.isArray(body.messages)) return body;
  return {
    ...body,
    messages: listOf(body.messages).map((message) => ({
      ...message,
      content: textIn(message.content) ?? message.content,
    })),
  };
}

export function hasListsOfText({ messages }: Fields): boolean {
  return listOf(messages).some(({ content }) => Array.isArray(content) && textIn(content) !== undefined);
}

export function hasSystemRole({ messages }: Fields): boolean {
  return listOf(messages).some(isSystem);
}

/** The tools without a field of theirs, or of their schemas; a parameter may have the same name. */
export function withoutToolField(body: Fields, field: string): Fields {
  return body.tools === undefined ? body : { ...body, tools: without(body.tools, field) };
}

function without(value: unknown, field: string, isNamesOfParameters = false): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, field));
  if (!isFields(value)) return value;
  const fields = Object.entries(value).filter(([name]) => isNamesOfParameters || name !== field);
  return Object.fromEntries(
    fields.map(([name, inner]) => [
      name,
      without(inner, field, !isNamesOfParameters && name === 'properties'),
    ]),
  );
}

function isSystem({ role }: Fields): boolean {
  return role === 'system' || role === 'developer';
}

function textIn(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.map((part) => fieldsOf(part).text);
  return texts.every((text) => typeof text === 'string') ? texts.join('\n') : undefined;
}
