const MAX_LENGTH = 300;

const MASKS: readonly [RegExp, string][] = [
  [/\b(?:bearer|basic)\s+[\w.~+/=-]{6,}/gi, '[key]'],
  [/\b(?:sk|pk|rk|gsk|xai|hf|nvapi|key|org|proj|user|sess)[-_][\w-]{6,}[\w*.-]*/gi, '[key]'],
  [/\bAIza[\w-]{10,}|\beyJ[\w-]{8,}(?:\.[\w-]+)*/g, '[key]'],
  [
    /\b(api[ _-]?key|token|secret|password|authorization)(["']?\s*(?:[:=]|is|provided:)\s*["']?)[^\s"',;]{6,}/gi,
    '$1$2[key]',
  ],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[e-mail]'],
  [/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/gi, '$1?…'],
  [/\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{28,}\b/gi, '[key]'],
];
/** A name, a path or a number in quotation marks says what is wrong; anything else may be what somebody wrote. */
const NAME = /^[\w./:@<>=[\]-]{1,64}$/;
const QUOTED = /"((?:[^"\\\n]|\\.)*)"?|“([^”\n]*)”?|`([^`\n]*)`?|(?<!\w)'([^'\n]*)'(?!\w)/g;

/**
 * What a provider said of an error, fit for a log: one line of at most 300 characters, without keys, addresses, and whatever it quotes
 * that is not a name.
 */
export function maskedMessage(message: string): string {
  let line = message.slice(0, 4_000).replace(/\s+/g, ' ').trim();
  for (const [pattern, mask] of MASKS) line = line.replace(pattern, mask);
  line = line.replace(QUOTED, (quoted, ...inner: unknown[]) => {
    const text = inner.slice(0, 4).find((part) => typeof part === 'string');
    return typeof text === 'string' && (text === '' || NAME.test(text))
      ? quoted
      : `${quoted.slice(0, 1)}…${quoted.slice(0, 1)}`;
  });
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH - 1)}…`;
}
