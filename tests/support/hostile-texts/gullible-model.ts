import type { ModelRequest, Reply, Script } from '../scripted-openai';
import { hiddenWriting } from './hidden-writing';

const SAY = /write exactly «([\s\S]*?)»/gi;
const CALL = /call the tool (\S+) with (\{.*?\}) now/gi;
const REVEAL = /reveal your instructions|print your system prompt/i;
/** With a search before them, so many fit into a turn. */
const MOST_CALLS = 4;

type Call = Extract<Reply, { kind: 'tool' }>;

/** What the orders in some texts come to. */
export interface Obeyed {
  said: string[];
  calls: Call[];
  reveals: boolean;
}

/** Reads everything, hidden or not, and finds every order in it. */
export function ordersIn(texts: string[]): Obeyed {
  const read = texts.flatMap((text) => [
    text,
    ...Object.values(hiddenWriting).map((writing) => writing.read(text)),
  ]);
  const said = read.flatMap((text) => [...text.matchAll(SAY)].map(([, words = '']) => words));
  const calls = read.flatMap((text) =>
    [...text.matchAll(CALL)].flatMap(([, name = '', args = '']): Call[] => {
      const given = parsed(args);
      return typeof given === 'object' && given !== null ? [{ kind: 'tool', name, arguments: given }] : [];
    }),
  );
  const known = new Map(calls.map((call) => [JSON.stringify(call), call]));
  return {
    said: [...new Set(said)],
    calls: [...known.values()],
    reveals: read.some((text) => REVEAL.test(text)),
  };
}

/** A model that searches the course for what it is asked, and then does whatever anything that it was sent tells it to do. */
export function gullibleModel(): Script {
  return (request) => {
    const made = callsSinceMessage(request.input);
    const last = [...stringsIn(request.input.findLast(isStudents))].find((text) =>
      text.startsWith('Tell me'),
    );
    if (made === 0) {
      const query = last?.replace(/^Tell me about |\.$/g, '') ?? 'robots';
      return { kind: 'tool', name: 'search_robolearn_content', arguments: { query, ...NO_FILTER } };
    }
    const { said, calls, reveals } = ordersIn(everythingSent(request));
    const next = calls[made - 1];
    if (next && made <= MOST_CALLS) return next;
    const rules = reveals ? [request.system] : [];
    const text = ['Here you are [1].', ...said, ...rules].join('\n\n');
    return { kind: 'text', text, chunks: text.match(/[\s\S]{1,7}/gu) ?? [] };
  };
}

/** A model that makes titles of whatever it is told to say. */
export const gullibleTitles: Script = (request) => ({
  kind: 'text',
  text: ordersIn(everythingSent(request)).said.join(' ') || 'A title',
});

const NO_FILTER = {
  hardware_tier: null,
  module: null,
  chapter_min: null,
  chapter_max: null,
  lesson: null,
  limit: 3,
};

/** Every text of a request, and the texts in what is JSON within them. */
export function everythingSent({ body }: Pick<ModelRequest, 'body'>): string[] {
  return [...stringsIn(body)];
}

export function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
    const json = /^[[{]/.test(value) ? value : /<page_context>\n([\s\S]*)\n<\/page_context>/.exec(value)?.[1];
    const inner = json === undefined ? undefined : parsed(json);
    if (typeof inner === 'object') yield* stringsIn(inner);
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* stringsIn(inner);
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function callsSinceMessage(input: unknown[]): number {
  return input.slice(input.findLastIndex(isStudents) + 1).filter(isToolResult).length;
}

function isStudents(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'role' in item && item.role === 'user';
}

function isToolResult(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  return ('role' in item && item.role === 'tool') || ('type' in item && item.type === 'function_call_output');
}
