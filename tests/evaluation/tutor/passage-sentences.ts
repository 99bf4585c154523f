/** Shorter ones say too little to be told from others, longer ones are lists; in characters. */
const MIN_LENGTH = 40;
const MAX_LENGTH = 260;

/** The sentences of a passage's prose, in order: without code blocks, tables, headings, links and formulas. */
export function passageSentences(markdown: string): string[] {
  return markdown
    .replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, '\n\n')
    .split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)/)
    .map((block) => block.replace(/\s+/g, ' ').trim())
    .filter((block) => block !== '' && !/^(?:[#|>:<]|[-*+]\s|\d+\.\s)/.test(block))
    .flatMap((block) => block.split(/(?<=[.!?])\s+(?=[\p{Lu}`])/u))
    .filter(isPlain);
}

function isPlain(sentence: string): boolean {
  const { length } = sentence;
  return (
    length >= MIN_LENGTH &&
    length <= MAX_LENGTH &&
    /[.!?]$/.test(sentence) &&
    !/[[\]()$<>|*\\]/.test(sentence)
  );
}
