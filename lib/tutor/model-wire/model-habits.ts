import { defusedText } from '../../text/defused-text';
import { visibleText } from '../../text/visible-text';
import { type Fields, fieldsOf, firstText, listOf } from './json-fields';
import { isOverflow } from './refusal-words';
import {
  hasListsOfText,
  hasSystemRole,
  withoutSystemRole,
  withoutToolField,
  withTextContent,
} from './request-forms';
import type { ErrorBody } from './wire-error';

/** Fields that an answer can do without. */
const OPTIONAL = [
  'stream_options',
  'parallel_tool_calls',
  'tool_choice',
  'store',
  'include',
  'prompt_cache_key',
  'prompt_cache_retention',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
] as const;
const LIMITS = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'] as const;

/** What is left for an answer where the context is small, in tokens. */
const SMALL_LIMIT = 1_024;

const NOT_TAKEN =
  /unsupported|unrecogni[sz]ed|unknown|unexpected|not (supported|permitted|allowed|recogni[sz]ed|valid)|extra|invalid|forbidden/i;
const NO_TOOLS =
  /does(n't| not) support (tools|tool use|tool calling|function)|support tool use|tools? (is|are|calls? (is|are)) not supported|enable-auto-tool-choice|tool-call-parser/i;
const NO_STREAM =
  /\bstream(ing)?\b.{0,40}not (supported|available|enabled|allowed)|does(n't| not) support stream|verified to stream/i;
const NO_SYSTEM =
  /\bsystem\b.{0,30}not (supported|allowed)|does(n't| not) support (a |the )?(system|developer)|developer instruction is not enabled/i;
const NO_LISTS =
  /\bcontent\b.{0,60}(must|should) be (a |of type )?(valid )?string|content\b.{0,60}expected (a )?string|sequence, expected a string/i;
/** Fields of a tool, or of its schema, that it can do without. */
const TOOL_FIELDS = ['strict', 'additionalProperties'] as const;
const ANSWER_COUNTS = /completion|max_(new_|output_|completion_)?tokens|in the output/i;

/** A change to what is sent to a model, for the log. */
export type Habit =
  | 'without tools'
  | 'max_completion_tokens'
  | 'short answers'
  | 'without streaming'
  | 'rules in the question'
  | 'content as text'
  | `tools without ${(typeof TOOL_FIELDS)[number]}`
  | `without ${(typeof OPTIONAL)[number]}`;

/** What this process has learnt of a model by its refusals, and by how it thinks. */
export class ModelHabits {
  /** Its thoughts begin without a tag. */
  hasUnmarkedThoughts = false;
  private readonly dropped = new Set<string>();
  private readonly toolFields = new Set<string>();
  private renamesLimit = false;
  private lacksSystemRole = false;
  private lacksLists = false;
  private limit: { tokens: number; isProven: boolean } | undefined;
  /** Thoughts that came in a field of their own, by the first call of their answer: some models want them back with its result. */
  private readonly thoughts = new Map<string, { field: string; text: string }>();

  /** The request in the form that this model takes. */
  apply(body: Fields): Fields {
    return this.inForm(this.withFields(body));
  }

  /** The messages and tools that are left. */
  private inForm(body: Fields): Fields {
    let formed = this.lacksSystemRole ? withoutSystemRole(body) : body;
    if (this.lacksLists) formed = withTextContent(formed);
    for (const field of this.toolFields) formed = withoutToolField(formed, field);
    return formed;
  }

  private withFields(body: Fields): Fields {
    const isAsItIs = this.dropped.size === 0 && !this.limit && !this.renamesLimit && !hasThoughts(body);
    if (isAsItIs && this.thoughts.size === 0) return body;
    const sent: Fields = { ...body };
    for (const field of this.dropped) delete sent[field];
    for (const field of LIMITS) {
      const { limit } = this;
      if (limit && typeof sent[field] === 'number') sent[field] = Math.min(sent[field], limit.tokens);
    }
    if (this.renamesLimit && sent.max_tokens !== undefined) {
      sent.max_completion_tokens = sent.max_tokens;
      delete sent.max_tokens;
    }
    return Array.isArray(sent.messages)
      ? { ...sent, messages: sent.messages.map((message) => this.withThoughts(message)) }
      : sent;
  }

  /** The model took the request. */
  confirm(): void {
    if (this.limit) this.limit.isProven = true;
  }

  /**
   * @param body as it was sent
   * @returns what is done differently from now on; undefined if the refusal has another reason
   */
  learn(error: ErrorBody, body: Fields): Habit | undefined {
    if (this.limit && !this.limit.isProven) this.limit = undefined;
    else if (this.wouldFit(error, body)) {
      this.limit = { tokens: SMALL_LIMIT, isProven: false };
      return 'short answers';
    }
    if (error.status !== 400 && error.status !== 422 && error.status !== 404) return undefined;
    if (NO_TOOLS.test(error.message) && body.tools !== undefined) {
      for (const field of ['tools', 'tool_choice', 'parallel_tool_calls']) this.dropped.add(field);
      return 'without tools';
    }
    if (error.status === 404) return undefined;
    const form = this.learnForm(error, body);
    if (form) return form;
    if (
      body.max_tokens !== undefined &&
      error.message.includes('max_completion_tokens') &&
      NOT_TAKEN.test(error.message)
    ) {
      this.renamesLimit = true;
      return 'max_completion_tokens';
    }
    const refused = OPTIONAL.find((field) => body[field] !== undefined && isAbout(error, field));
    if (!refused || !NOT_TAKEN.test(error.message)) return undefined;
    this.dropped.add(refused);
    return `without ${refused}`;
  }

  private learnForm({ message }: ErrorBody, body: Fields): Habit | undefined {
    if (NO_STREAM.test(message) && body.stream !== undefined) {
      for (const field of ['stream', 'stream_options']) this.dropped.add(field);
      return 'without streaming';
    }
    if (NO_SYSTEM.test(message) && hasSystemRole(body) && !this.lacksSystemRole) {
      this.lacksSystemRole = true;
      return 'rules in the question';
    }
    if (NO_LISTS.test(message) && hasListsOfText(body)) {
      this.lacksLists = true;
      return 'content as text';
    }
    if (body.tools === undefined || !NOT_TAKEN.test(message)) return undefined;
    const field = TOOL_FIELDS.find(
      (name) => new RegExp(`\\b${name}\\b`).test(message) && !this.toolFields.has(name),
    );
    if (!field) return undefined;
    this.toolFields.add(field);
    return `tools without ${field}`;
  }

  /** @param ids of the calls of an answer @param field in which its thoughts came */
  remember(ids: string[], field: string, text: string): void {
    const [first] = ids;
    if (first === undefined || text === '') return;
    // They go back past the filter of what the model reads.
    this.thoughts.set(first, { field, text: defusedText(visibleText(text)) });
    for (const [oldest] of this.thoughts) {
      if (this.thoughts.size <= MAX_REMEMBERED) break;
      this.thoughts.delete(oldest);
    }
  }

  private withThoughts(message: unknown): unknown {
    const { reasoning: _own, ...rest } = fieldsOf(message);
    const known = this.thoughts.get(firstText(listOf(rest.tool_calls)[0]?.id) ?? '');
    return known ? { ...rest, [known.field]: known.text } : rest;
  }

  /** The request would fit if the answer could be shorter: servers that count both together say so. */
  private wouldFit(error: ErrorBody, body: Fields): boolean {
    const tokens = LIMITS.map((field) => body[field]).find((value) => typeof value === 'number');
    if (typeof tokens !== 'number' || tokens <= SMALL_LIMIT) return false;
    const isTooLarge = /max_\w*tokens\W.{0,40}too large/i.test(error.message);
    return isTooLarge || (isOverflow(error) && ANSWER_COUNTS.test(error.message));
  }
}

const MAX_REMEMBERED = 64;

/** The SDK puts what it took for thoughts into the messages that it gives back. */
function hasThoughts({ messages }: Fields): boolean {
  return listOf(messages).some(({ reasoning }) => reasoning !== undefined);
}

function isAbout({ message, param }: ErrorBody, field: string): boolean {
  return param === field || new RegExp(`\\b${field}\\b`).test(message);
}
