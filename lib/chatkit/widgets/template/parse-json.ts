/** `JSON.parse` without the properties that name a prototype: whoever copies such an object must not be given another one. */
export function parseJson(text: string): unknown {
  return JSON.parse(text, (name, value: unknown) => (name === '__proto__' ? undefined : value));
}
