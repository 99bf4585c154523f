import type { CallModelInputFilter } from '@openai/agents';
import { defusedParts, defusedText } from '../text/defused-text';
import { visibleText } from '../text/visible-text';
import { isGuide } from './guide/guide-model';
import { isFields, parseJson } from './model-wire/json-fields';
import type { Models } from './models';

type Clean = (text: string) => string;

/**
 * Takes out of everything that a model is about to read what no person sees: the system text, messages, files, results of
 * tools and of the client. A filter of the runner, so that nothing passes it by.
 */
export const visibleModelInput: CallModelInputFilter = ({ modelData: { input, instructions } }) => {
  // The runner gives every filter a copy of its own.
  cleanFields(input, visibleText);
  return { input, ...(instructions === undefined ? {} : { instructions: visibleText(instructions) }) };
};

/**
 * `visibleModelInput`, and nothing in it is a control token of a chat template (`defusedText`): the server of the model may put all of
 * it into one. What is hidden goes first, since a token may stand around it.
 */
export const defusedModelInput: CallModelInputFilter = ({ modelData: { input, instructions } }) => {
  cleanFields(input, seenAndDefused);
  for (const item of input) {
    if ('content' in item && Array.isArray(item.content)) defuseTogether(item.content);
  }
  return { input, ...(instructions === undefined ? {} : { instructions: seenAndDefused(instructions) }) };
};

/** The built-in guide has no template, and quotes the course letter by letter. */
export function modelInputFilter({ answer }: Pick<Models, 'answer'>): CallModelInputFilter {
  return isGuide(answer) ? visibleModelInput : defusedModelInput;
}

function seenAndDefused(text: string): string {
  return defusedText(visibleText(text));
}

function cleanFields(value: unknown, clean: Clean): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const inner: unknown = Reflect.get(value, key);
    if (typeof inner !== 'string') cleanFields(inner, clean);
    else Reflect.set(value, key, HOLD_JSON.has(key) ? cleanJson(inner, clean) : clean(inner));
  }
}

/** Fields of calls and their results: templates take them apart, and write what they find without its escapes. */
const HOLD_JSON: ReadonlySet<string> = new Set(['arguments', 'output']);

/** As it was written, unless something in it is to be cleaned that escapes cover; a text that is no JSON is cleaned as it is. */
function cleanJson(text: string, clean: Clean): string {
  const cleaned = clean(text);
  const value = text.includes('\\') ? parseJson(cleaned) : undefined;
  if (value === undefined) return cleaned;
  const before = JSON.stringify(value);
  const after = JSON.stringify(cleanValue(value, clean));
  return before === after ? cleaned : after;
}

function cleanValue(value: unknown, clean: Clean): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((inner) => cleanValue(inner, clean));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [clean(key), cleanValue(inner, clean)]),
  );
}

/** Texts of a message that would make a token together become one, where the first of them stands. */
function defuseTogether(content: unknown[]): void {
  const texts = content.filter(isText);
  const defused = defusedParts(texts.map(({ text }) => text));
  const [first] = texts;
  if (!first || defused.length === texts.length) return;
  first.text = defused.join('');
  const left = content.filter((part) => part === first || !isText(part));
  content.splice(0, content.length, ...left);
}

function isText(part: unknown): part is { text: string } {
  return isFields(part) && typeof part.text === 'string';
}
