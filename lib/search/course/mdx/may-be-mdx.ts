import { codeSpans } from './code-spans';

/** What MDX knows and Markdown does not begins with one of these; `{#id}` behind a heading both know. */
const MARKUP = /<|\{(?!#)|^(?:import|export)\b/m;

/** Whether a page can be anything else than Markdown. Most are not, and reading one as MDX takes much longer than a look. */
export function mayBeMdx(source: string): boolean {
  if (!MARKUP.test(source)) return false;
  let prose = '';
  let at = 0;
  for (const { start, end } of codeSpans(source)) {
    prose += source.slice(at, start);
    at = end;
  }
  return MARKUP.test(prose + source.slice(at));
}
