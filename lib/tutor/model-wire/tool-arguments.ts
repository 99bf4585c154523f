import { isFields, parseJson } from './json-fields';

/** The arguments of a call as the JSON of an object. What cannot be read stays as it came: the SDK tells the model. */
export function toolArguments(given: unknown): string {
  if (given === undefined || given === null) return '{}';
  if (typeof given !== 'string') return JSON.stringify(isFields(given) ? given : {});
  const text = given.trim();
  if (text === '') return '{}';
  const value = parseJson(text);
  // Encoded twice (older TGI, some proxies).
  if (typeof value === 'string' && isFields(parseJson(value))) return value;
  if (value === null) return '{}';
  // An empty object before the real one (Bedrock).
  if (value === undefined && /^\{\}\s*\{/.test(text)) return toolArguments(text.slice(2));
  return text;
}

/** The name of a tool without what templates leave on it: `functions.x`, `x<|channel|>commentary`. */
export function toolName(given: string, tools: readonly string[]): string {
  const name = given.trim();
  if (tools.includes(name)) return name;
  const bare = /^(?:functions?[.:])?([\w.-]+)/.exec(name)?.[1];
  return bare !== undefined && tools.includes(bare) ? bare : name;
}
