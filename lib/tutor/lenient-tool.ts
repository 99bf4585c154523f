import { type FunctionTool, ModelBehaviorError, type RunContext, tool } from '@openai/agents';
import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import type { TutorTurn } from './tutor-context';

/** JSON Schema of the parameters of a tool, in as few words as a model needs. */
export type ParameterSchema = Record<
  string,
  { type: 'string' | 'integer'; description?: string; enum?: string[] }
>;

export interface LenientToolOptions<Values> {
  name: string;
  description: string;
  parameters: ParameterSchema;
  required?: string[];
  /** Reads the arguments; a parameter that says nothing is absent. Its errors name the field. */
  values: z.ZodType<Values>;
  /** @param callId of the call, as the model's server gave it */
  execute(values: Values, context: AgentContext<TutorTurn>, callId: string | undefined): Promise<string>;
}

/**
 * A tool for models of every kind: what is absent may be left out, null or empty, numbers may be texts, and whoever still makes a mistake is
 * told which field it was. Never throws for what a model wrote.
 */
export function lenientTool<Values>(
  options: LenientToolOptions<Values>,
): FunctionTool<AgentContext<TutorTurn>, never, string> {
  const { name, description, parameters, required = [], values, execute } = options;
  return tool({
    name,
    description,
    parameters: { type: 'object', properties: parameters, required, additionalProperties: true },
    strict: false,
    async execute(
      given: unknown,
      runContext?: RunContext<AgentContext<TutorTurn>>,
      details?,
    ): Promise<string> {
      const context = runContext?.context;
      if (!context) throw new Error(`${name} runs only inside a turn`);
      const read = values.safeParse(withoutEmpty(given, required));
      if (!read.success) return mistake(read.error, parameters);
      return execute(read.data, context, details?.toolCall?.callId);
    },
    errorFunction: (_context, error) => unreadable(error, parameters),
  });
}

/** What says nothing is left out. A text alone is the one thing that the tool needs. */
function withoutEmpty(given: unknown, [first]: string[]): unknown {
  if (typeof given === 'string' && first !== undefined) return { [first]: given };
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && /^\s*(?:null|none|undefined)?\s*$/i.test(value));
}

function mistake({ issues }: z.ZodError, parameters: ParameterSchema): string {
  const faults = issues.map(({ path, message }) => `${path.join('.') || 'arguments'}: ${message}`);
  return `The call could not be read. ${faults.join('; ')}. ${expected(parameters)}`;
}

function unreadable(error: unknown, parameters: ParameterSchema): string {
  return error instanceof ModelBehaviorError
    ? `The arguments are no JSON object. ${expected(parameters)}`
    : 'The tool failed. Go on without it.';
}

function expected(parameters: ParameterSchema): string {
  const fields = Object.entries(parameters).map(([name, { type }]) => `${name} (${type})`);
  return `It takes ${fields.join(', ')}.`;
}

/** A whole number in whatever a model puts it: `3`, `"3"`, `3.0`, `"[3]"`, `[3]`. Undefined if there is none. */
export const looseInteger = z.unknown().transform((value) => {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  const [digits] = /-?\d{1,9}(?=(?:\.0*)?(?:\D|$))/.exec(plain(value)) ?? [];
  return digits === undefined ? undefined : Number(digits);
});

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(' ');
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}

/** A filter that a search can have: what is none of its values is no filter. */
export function looseFilter(from: number, to: number) {
  return looseInteger
    .transform((value) => (value !== undefined && value >= from && value <= to ? value : undefined))
    .optional();
}
