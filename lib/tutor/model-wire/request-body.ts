import { type Fields, fieldsOf, isFields, listOf, parseJson } from './json-fields';

/**
 * The request with arguments of earlier calls that servers can read: many put the history into a template that takes them apart,
 * and fail over what a model wrote wrongly. What was wrong says the result of the call.
 */
export function readableHistory(body: Fields): Fields {
  const calls = [
    ...listOf(body.input),
    ...listOf(body.messages).flatMap((message) =>
      listOf(message.tool_calls).map((call) => fieldsOf(call.function)),
    ),
  ];
  if (calls.every((call) => readableItem(call) === call)) return body;
  if (Array.isArray(body.messages)) return { ...body, messages: body.messages.map(readableMessage) };
  return Array.isArray(body.input) ? { ...body, input: body.input.map(readableItem) } : body;
}

function readableMessage(message: unknown): unknown {
  const { tool_calls: calls } = fieldsOf(message);
  if (!Array.isArray(calls)) return message;
  const readable = calls.map((call) => ({ ...call, function: readableItem(fieldsOf(call).function) }));
  return { ...fieldsOf(message), tool_calls: readable };
}

function readableItem(item: unknown): unknown {
  if (!isFields(item) || typeof item.arguments !== 'string') return item;
  return isFields(parseJson(item.arguments)) ? item : { ...item, arguments: '{}' };
}
