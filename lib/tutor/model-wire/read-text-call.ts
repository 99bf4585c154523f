import { type Fields, firstText, isFields, parseJson } from './json-fields';

/** A call as a model wrote it into its text. */
export interface TextCall {
  name: string;
  /** JSON of an object, or what the model wrote in its place. */
  arguments: string;
}

/** The calls that stand between the tags of calls. One that cannot be read is one of no tool, so that the model learns it. */
export function callsInText(text: string): TextCall[] {
  const calls = [...xmlCalls(text), ...namedCalls(text)];
  if (calls.length > 0) return calls;
  const found = jsonTexts(text).flatMap((json) => callsOf(parseJson(json)));
  return found.length > 0 ? found : [unreadable(text)];
}

/** The calls, if a whole answer is nothing but calls to tools that were offered, in JSON or a fence around it. */
export function isWholeCall(answer: string, tools: readonly string[]): TextCall[] | undefined {
  const [, fenced] = /^\s*```\w*\s*\n?([\s\S]*?)\n?\s*(?:```)?\s*$/.exec(answer) ?? [];
  const calls = callsOf(parseJson(fenced ?? answer));
  const isOurs = ({ name, arguments: given }: TextCall) => tools.includes(name) && isFields(parseJson(given));
  return calls.length > 0 && calls.every(isOurs) ? calls : undefined;
}

function callsOf(value: unknown): TextCall[] {
  if (Array.isArray(value)) return value.flatMap(callsOf);
  if (!isFields(value)) return [];
  if (Array.isArray(value.tool_calls)) return value.tool_calls.flatMap(callsOf);
  const inner = isFields(value.function) ? value.function : value;
  const name = firstText(inner.name, inner.tool, inner.tool_name, inner.function);
  if (!name) return [];
  return [{ name, arguments: argumentsOf(inner) }];
}

function argumentsOf({ arguments: given, parameters, args, input, tool_input }: Fields): string {
  const value = given ?? parameters ?? args ?? input ?? tool_input ?? {};
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `<function=name>{…}</function>`, and the same with a tag for each parameter. */
function xmlCalls(text: string): TextCall[] {
  const found = text.matchAll(/<function=([\w.-]+)>([\s\S]*?)(?:<\/function>|(?=<function=)|$)/g);
  return [...found].map(([, name = '', body = '']) => {
    const values = [...body.matchAll(/<parameter=([\w.-]+)>([\s\S]*?)<\/parameter>/g)];
    if (values.length === 0) return { name, arguments: jsonTexts(body)[0] ?? (body.trim() || '{}') };
    return { name, arguments: JSON.stringify(Object.fromEntries(values.map(asParameter))) };
  });
}

/** The name before the arguments: DeepSeek, Kimi K2, GLM, Mistral. */
function namedCalls(text: string): TextCall[] {
  const deepSeek = [
    ...text.matchAll(
      /(?:function)?<｜tool▁sep｜>([\w.-]+)\s*(?:```json)?([\s\S]*?)(?:<｜tool▁call▁end｜>|$)/g,
    ),
  ];
  const kimi = [
    ...text.matchAll(
      /(?:functions\.)?([\w-]+):\d+\s*<\|tool_call_argument_begin\|>([\s\S]*?)(?:<\|tool_call_end\|>|$)/g,
    ),
  ];
  const mistral = [
    ...text.matchAll(/^\s*(?:\[TOOL_CALLS\])?\s*([\w-]+)\s*\[ARGS\]([\s\S]*?)(?=\[TOOL_CALLS\]|$)/g),
  ];
  const named = [...deepSeek, ...kimi, ...mistral].map(([, name = '', body = '']) => ({
    name,
    arguments: jsonTexts(body)[0] ?? (body.trim() || '{}'),
  }));
  if (named.length > 0) return named;
  const [, name, body = ''] = /^\s*([\w-]+)\s*([<{][\s\S]*)?$/.exec(text) ?? [];
  if (!name) return [];
  const pairs = [...body.matchAll(/<arg_key>([\s\S]*?)<\/arg_key>\s*<arg_value>([\s\S]*?)<\/arg_value>/g)];
  if (pairs.length > 0)
    return [{ name, arguments: JSON.stringify(Object.fromEntries(pairs.map(asParameter))) }];
  return [{ name, arguments: jsonTexts(body)[0] ?? (body.trim() || '{}') }];
}

function asParameter([, key = '', value = '']: RegExpMatchArray): [string, unknown] {
  const text = value.trim();
  const parsed = parseJson(text);
  return [key.trim(), parsed === undefined ? text : parsed];
}

function unreadable(text: string): TextCall {
  const [, name = 'unreadable_call'] = /["'](?:name|tool)["']\s*:\s*["']([\w.-]{1,64})["']/.exec(text) ?? [];
  return { name, arguments: text.trim() };
}

/** The JSON objects and lists of a text, one after the other. */
function jsonTexts(text: string): string[] {
  return [...jsonRanges(text)]
    .map(([start, end]) => text.slice(start, end))
    .filter((json) => parseJson(json) !== undefined);
}

/** Where the first object or list of a text ends; undefined while it does not. */
export function jsonEnd(text: string): number | undefined {
  for (const [, end] of jsonRanges(text)) return end;
  return undefined;
}

/** Where brackets open and close again, outside of strings. */
function* jsonRanges(text: string): Generator<[number, number]> {
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"' && depth > 0) inString = true;
    else if (character === '{' || character === '[') {
      if (depth === 0) start = index;
      depth += 1;
    } else if ((character === '}' || character === ']') && depth > 0) {
      depth -= 1;
      if (depth === 0) yield [start, index + 1];
    }
  }
}
