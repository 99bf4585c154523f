const FILE =
  'ya?ml|xml|json|toml|ini|cfg|conf|env|txt|md|rst|csv|py|ipynb|js|ts|c|cc|cpp|h|hpp|rs|go|java|rb|sh|bash|html|css|sql|png|jpe?g|svg|pdf|zip|log';

/** Of what sort a piece of code is; the first that fits. */
const CODE: [string, RegExp][] = [
  ['option', /^--?[a-z][\w-]*$/i],
  ['tag', /^<[^<>]+>$/],
  ['file', new RegExp(`^(?:[\\w.~-]*/)*[\\w.-]*\\.(?:${FILE})$`)],
  ['path', /^[~/][\w./{}-]*$/],
  ['call', /^[\w.]+\(.*\)$/],
  ['command', /^[a-z./][\w./-]*(?:\s[^\s=:]+)+$/],
  ['class', /^[A-Z]\w*[a-z]\w*$/],
  ['name', /^[a-z]\w*(?:_\w+)+$/],
  ['word', /^[a-z][a-z\d-]*$/],
];

/** `0.5`, `about 50 Hz`, `10 to 20 percent`. */
const NUMBER =
  /^(?:about|at least|at most|up to|below|above|over|under)?\s*[~±≈<>≤≥]?\s*[-+]?\d[\d.,]*(?:\s*(?:-|–|to)\s*\d[\d.,]*)?\s?\+?(?:%|[^\s\d]{1,12})?$/;

/** Of what sort an option is, whole and as the lesson writes it: a command stands beside commands, a number beside numbers. */
export function sortOf(markdown: string): string {
  const code = /^`([^`]+)`$/.exec(markdown.trim())?.[1];
  if (code !== undefined) return `code ${CODE.find(([, form]) => form.test(code))?.[0] ?? code}`;
  return NUMBER.test(markdown.trim()) ? 'number' : 'words';
}
