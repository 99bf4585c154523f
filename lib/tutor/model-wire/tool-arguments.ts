import { fittingArguments } from './fitting-arguments';
import { isFields, parseJson } from './json-fields';
import type { WireCall } from './wire-call';

/** A call that can be made: with the name of a tool, and arguments that its schema takes, if they only lacked the form. */
export function madeCall(
  { name: given, arguments: args }: { name: string; arguments: unknown },
  { tools, schemas }: Pick<WireCall, 'tools' | 'schemas'>,
): { name: string; arguments: string } {
  const name = toolName(given, tools);
  return { name, arguments: fittingArguments(toolArguments(args), schemas.get(name)) };
}

/** The arguments of a call as the JSON of an object. What cannot be read stays as it came: the SDK tells the model. */
function toolArguments(given: unknown): string {
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
function toolName(given: string, tools: readonly string[]): string {
  const name = given.trim();
  if (tools.includes(name)) return name;
  const bare = /^(?:functions?[.:])?([\w.-]+)/.exec(name)?.[1];
  return bare !== undefined && tools.includes(bare) ? bare : name;
}
