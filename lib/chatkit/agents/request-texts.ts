import type { ModelRequest } from '@openai/agents';

/** The fields that hold a picture or a document; a text that looks like one is a text. */
const FILE_FIELDS: ReadonlySet<string> = new Set(['image', 'file', 'url']);

/** What a request to a model says: every text of it, with the names of its fields, and every file, as a data URL. */
export function requestTexts(
  request: Pick<ModelRequest, 'systemInstructions' | 'input' | 'tools' | 'outputType'>,
): { texts: string[]; files: string[] } {
  const { systemInstructions, input, tools, outputType } = request;
  const texts: string[] = [];
  const files: string[] = [];
  const left: [field: string, value: unknown][] = [['', [systemInstructions, input, tools, outputType]]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [field, value] = next;
    if (typeof value === 'string') {
      (FILE_FIELDS.has(field) && value.startsWith('data:') ? files : texts).push(value);
    } else if (Array.isArray(value)) {
      for (const part of value) left.push(['', part]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, part] of Object.entries(value)) {
        texts.push(name);
        left.push([name, part]);
      }
    } else if (value !== undefined) {
      texts.push(String(value));
    }
  }
  return { texts, files };
}
