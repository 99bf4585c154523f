const FENCES = ['', '```json', '```', '```tool_call', '```tool_code'];
const LISTS = ['', '[', '{"tool_calls":['];
const KINDS = ['', '"type":"function",'];
const NAMES = ['"name":"', '"function":{"name":"', '"tool":"', '"tool_name":"', '"function":"'];

/** The beginnings of calls in JSON, without blanks, up to the name. */
const BEGINNINGS = FENCES.flatMap((fence) =>
  LISTS.flatMap((list) => KINDS.flatMap((kind) => NAMES.map((name) => `${fence}${list}{${kind}${name}`))),
);

/** Whether an answer begins as the JSON of a call to one of the tools does; `maybe` while it is too short to say. */
export function beginsWholeCall(answer: string, tools: readonly string[]): 'yes' | 'maybe' | 'no' {
  const text = answer.replace(/\s+/g, '');
  let maybe = false;
  for (const beginning of BEGINNINGS) {
    if (beginning.startsWith(text)) maybe = true;
    if (!text.startsWith(beginning)) continue;
    const name = text.slice(beginning.length);
    // A list of names is none of calls.
    const ends = beginning.includes('[{') && !beginning.includes('tool_calls') ? '",' : '"';
    if (tools.some((tool) => name.startsWith(`${tool}${ends}`))) return 'yes';
    if (tools.some((tool) => `${tool}${ends}`.startsWith(name))) maybe = true;
  }
  return maybe ? 'maybe' : 'no';
}

const KEYS_OF_CALLS = ['arguments', 'parameters', 'args', 'input', 'tool_input', 'type', 'id', 'call_id'];

/** What stands after the name belongs to no call. */
export function describesTool(answer: string): boolean {
  const [, key] = /"(?:name|tool|tool_name|function)"\s*:\s*"[\w.-]+"\s*,\s*"(\w+)"/.exec(answer) ?? [];
  return key !== undefined && !KEYS_OF_CALLS.includes(key);
}
