const PREFIX = /^(?<number>\d+)\s*[-_.]+\s*(?<rest>[^-_.\s].*)$/;
/** Names that begin like a date or a version keep their digits, as Docusaurus has it. */
const DATE_OR_VERSION = /^\d+[-_.]\d+/;

/** Takes the `NN-` off a file or directory name, and gives the number. `01-nodes` → `{ name: 'nodes', number: 1 }`. */
export function stripNumberPrefix(name: string): { name: string; number?: number } {
  const found = DATE_OR_VERSION.test(name) ? undefined : PREFIX.exec(name)?.groups;
  return found?.rest && found.number ? { name: found.rest, number: Number(found.number) } : { name };
}
