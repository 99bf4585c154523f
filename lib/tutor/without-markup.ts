/** A fence or a span of code. What stands in it is no markup. */
const CODE = [
  /(?<open>^[ \t>]*(?<fence>`{3,}|~{3,})[ \t]*[\w+#-]*)[^\n]*(?<inner>\n[\s\S]*?(?:\n[ \t>]*\k<fence>[ \t]*$|$(?![\s\S])))/,
  /(?<code>(?<!`)(?<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\k<ticks>(?!`))/,
];
/** What other sites make something of, and an answer cannot show; of links and tags the words stay. */
const MARKUP = [
  /<!--[\s\S]*?(?:-->|$(?![\s\S]))/,
  // Of mdBook, Hugo, Liquid, Svelte and kramdown: `{{#include x}}`, `{{< x >}}`, `{% x %}`, `{#if x}`, `{: .x}`.
  /\{\{[\s\S]{0,400}?\}\}|\{%[\s\S]{0,400}?%\}|\{[#:/.][^{}\n]{0,200}\}/,
  /(?<!\\)<\/?[A-Za-z][\w.:-]{0,60}(?:\s(?:[^<>{}]|\{(?:[^{}]|\{[^{}]{0,400}\}){0,2000}\}){0,1000})?\/?>/,
  /^import\s[^\n]*\sfrom\s+['"][^\n]*$|^\s*:{3,}[^\n]*$|^(?:>\s*)?\[![A-Za-z]+\]/,
  /\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|\[\^[^\]\s]{1,80}\]/,
  // Links of a page lead from its own place, which an answer does not have; references lead to a line that is not there.
  /\[(?<text>(?:`[^`]*`|[^[\]`])*)\](?:\((?!https?:)[^)\s]*(?:\s"[^"]*")?\)|\[[^\]]*\])/,
  /\[(?<shortcut>`[^`]+`)\](?![([])/,
  // `\\(x\\)` is how Markdown without formulas keeps a backslash.
  /\\(?<formula>\\[()[\]])/,
];
const ANY = new RegExp([...CODE, ...MARKUP].map(({ source }) => source).join('|'), 'gm');

/** Markdown without the markup of other kinds of Markdown, links inside the course, and notes. Plain prose is as it was. */
export function withoutMarkup(markdown: string): string {
  const left = markdown.replace(ANY, (mark, ...rest) => {
    const { open, inner, code, text, shortcut, formula } = rest.at(-1);
    if (inner) return open + withoutIncludes(inner);
    return code ?? text ?? shortcut ?? formula ?? (/^<br/i.test(mark) ? ' ' : '');
  });
  if (left === markdown) return markdown;
  return left.replace(/(\S) {2,}(?=\S)/g, '$1 ').replace(/(\w|[)*”’"]) +(?=[.,;!?](?:\s|$))/g, '$1');
}

/** Code without the lines that stand for other files. */
export function withoutIncludes(code: string): string {
  return code.replace(/^[^\n{]*\{\{#[^\n]*\}\}[^\n]*(?:\n|$)/gm, '');
}
