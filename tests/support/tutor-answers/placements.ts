/** Where in an answer the text of a section stands: code must stay code in each of them. */
export const placements: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'as an item': (text) => `To do this:\n\n1. ${indented(text, 3).trimStart()}\n2. Then look at the output.`,
  'two levels deep': (text) =>
    `1. Prepare the workspace\n   - ${indented(text, 5).trimStart()}\n   - Try it.\n\nThat is all.`,
  'in a quotation': (text) => `The lesson says:\n\n${prefixed(text, '> ')}\n\nIn short: try it.`,
  'indented by four': (text) => `It looks like this:\n\n${indented(text, 4)}\n\nThat is all.`,
};

function indented(text: string, blanks: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(blanks));
}

function prefixed(text: string, prefix: string): string {
  return text.replace(/^/gm, prefix).replace(/ +$/gm, '');
}
