import { z } from 'zod';

/** What a model wrote in one call, as it came over the wire. */
export interface WrittenCall {
  /** Its words, without thoughts and without arguments of tools. */
  text: string;
  /** Names of the tools that it called. */
  tools: string[];
  /** As the server counts them; 0 where it does not. */
  inputTokens: number;
  outputTokens: number;
}

const count = z.number().catch(0);
const usage = z.object({
  prompt_tokens: count.optional(),
  completion_tokens: count.optional(),
  input_tokens: count.optional(),
  output_tokens: count.optional(),
});
const said = z.object({
  content: z.string().nullish().catch(undefined),
  tool_calls: z
    .array(z.object({ function: z.object({ name: z.string().nullish() }).optional() }))
    .nullish()
    .catch(undefined),
});

/** Both APIs, streamed and not, as loosely as servers write them. */
const piece = z.object({
  type: z.string().optional(),
  delta: z.string().optional().catch(undefined),
  item: z.object({ type: z.string(), name: z.string().optional() }).optional().catch(undefined),
  response: z.object({ usage: usage.nullish() }).optional().catch(undefined),
  choices: z
    .array(z.object({ delta: said.optional(), message: said.optional() }))
    .optional()
    .catch(undefined),
  output: z
    .array(
      z.object({
        type: z.string(),
        name: z.string().optional(),
        content: z.array(z.object({ text: z.string().optional() })).optional(),
      }),
    )
    .optional()
    .catch(undefined),
  usage: usage.nullish().catch(undefined),
});

/** Reads the body of a model's answer. What is not understood is left out. */
export function writtenCall(body: string): WrittenCall {
  const call: WrittenCall = { text: '', tools: [], inputTokens: 0, outputTokens: 0 };
  for (const json of jsonOf(body)) {
    const { data } = piece.safeParse(json);
    if (data) add(call, data);
  }
  return call;
}

function add(
  call: WrittenCall,
  { type, delta, item, response, choices, output, usage: plain }: z.infer<typeof piece>,
) {
  if (type === 'response.output_text.delta') call.text += delta ?? '';
  if (type === 'response.output_item.done' && item?.type === 'function_call')
    call.tools.push(item.name ?? '');
  for (const { delta: part, message } of choices ?? []) {
    const words = part ?? message;
    call.text += words?.content ?? '';
    call.tools.push(...(words?.tool_calls ?? []).flatMap(({ function: called }) => called?.name || []));
  }
  for (const { type: kind, name, content = [] } of output ?? []) {
    if (kind === 'function_call') call.tools.push(name ?? '');
    call.text += content.map(({ text = '' }) => text).join('');
  }
  const taken = response?.usage ?? plain;
  call.inputTokens = taken?.input_tokens ?? taken?.prompt_tokens ?? call.inputTokens;
  call.outputTokens = taken?.output_tokens ?? taken?.completion_tokens ?? call.outputTokens;
}

function jsonOf(body: string): unknown[] {
  const lines = body.split(/\r?\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
  return (lines.length ? lines : [body]).flatMap((text) => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });
}
