import { codeSpans, isCode } from './code-spans';

const NAMES = 'secondary|info|success|danger|note|tip|warning|important|caution';
const TITLED = new RegExp(`^(?<before>[ \\t>]*:{3,}(?:${NAMES})) +(?<title>\\S.*)$`, 'gm');

/** Writes the titles of call-outs in the one way that a parser knows: `:::note Title` becomes `:::note[Title]`. */
export function directiveLabels(source: string): string {
  if (!source.includes(':::')) return source;
  const code = codeSpans(source);
  return source.replace(TITLED, (written: string, before: string, title: string, at: number) =>
    isCode(code, at) ? written : `${before}[${title.trimEnd()}]`,
  );
}
