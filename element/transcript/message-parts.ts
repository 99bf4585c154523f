import { formulaAt } from '../formulas/formula-at';

export type MessagePart =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'block'; text: string; language: string }
  | { kind: 'formula'; source: string; tex: string; display: boolean };

/** A fence of at least three backticks or tildes, closed by a line of its own or by the end of the message. */
const FENCE =
  /^([ \t]*)(`{3,}|~{3,})[ \t]*([^\n`]*)\n([\s\S]*?)(?:\n?^[ \t]*\2[`~]*[ \t]*(?:\n|$)|$(?![\s\S]))/gmy;
const CODE = /(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/y;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** Takes the indent of the fence from the lines in it. */
const withoutIndent = (code: string, indent: string): string =>
  indent === '' ? code : code.replace(new RegExp(`^[ \\t]{1,${indent.length}}`, 'gm'), '');

function partAt(text: string, index: number): { part: MessagePart; end: number } | null {
  const atLineStart = index === 0 || text[index - 1] === '\n';
  const fence = atLineStart ? matchAt(FENCE, text, index) : null;
  if (fence) {
    const [raw, indent = '', , language = '', code = ''] = fence;
    return {
      part: { kind: 'block', language: language.trim(), text: withoutIndent(code, indent) },
      end: index + raw.length,
    };
  }
  switch (text[index]) {
    case '`': {
      const code = matchAt(CODE, text, index);
      return code && { part: { kind: 'code', text: code[2]?.trim() ?? '' }, end: index + code[0].length };
    }
    case '$':
    case '\\': {
      const formula = formulaAt(text, index);
      if (formula === null || formula === 'open') return null;
      const { tex, display, end } = formula;
      return { part: { kind: 'formula', source: text.slice(index, end), tex, display }, end };
    }
    default:
      return null;
  }
}

/** A message as text, code and formulas. Put together again, they are the message: nothing else is read into it. */
export function messageParts(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let from = 0;
  const pushText = (to: number) => {
    if (to > from) parts.push({ kind: 'text', text: text.slice(from, to) });
  };
  for (let index = 0; index < text.length; ) {
    const found = partAt(text, index);
    if (!found) {
      // A run of backticks is one delimiter: its tail opens nothing by itself.
      do index += 1;
      while (text[index] === '`' && text[index - 1] === '`');
      continue;
    }
    // A block stands on lines of its own: the line breaks around it are its margins.
    pushText(found.part.kind === 'block' && text[index - 1] === '\n' ? index - 1 : index);
    parts.push(found.part);
    index = found.end;
    from = index;
  }
  pushText(text.length);
  return parts;
}
