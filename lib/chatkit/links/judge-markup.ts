/** What is to become of a mark: it cannot be told yet, it is escaped, or it is text as it stands. */
export type Verdict = 'open' | 'escape' | 'text';

/** In angle brackets a mail address has room for more than itself (CommonMark 6.5). */
const MAIL_ADDRESS = /^<[\w.!#$%&'*+/=?^{|}~-]*@?/;
const TAG_NAME = /^<\/?[a-z][\w-]*$/i;
const TAG_PART = /^<\/?[a-z][\w-]*(?:\s[\w\s:.-]*)?\/?$/i;
/** References that stand for no mark. */
const CLEAR_REFERENCE =
  /^&(?:amp|lt|gt|quot|apos|nbsp|copy|deg|times|middot|hellip|[mn]dash|[lr]arr|[lrg]e|[lr][sd]quo|pi|theta|alpha|beta|omega|infin|plusmn|micro|ne);$/;
const SCHEME = /^<([a-z][a-z\d+.-]{1,31}):/i;

/**
 * Judges a `<`: a tag with an attribute is one to renderers that take HTML, in angle brackets an address is a link, and comments
 * hide what they hold.
 *
 * @param held the text from there on, as far as it has come
 */
export function judgeTag(held: string, at: { isDecided: boolean; isLineStart: boolean }): Verdict {
  const { isDecided, isLineStart } = at;
  const open = isDecided ? 'escape' : 'open';
  const next = held[1];
  if (next === undefined) return isDecided ? 'text' : 'open';
  if (next === '!' || next === '?') return 'escape';
  const address = MAIL_ADDRESS.exec(held)?.[0] ?? '';
  if (address.endsWith('@')) return 'escape';
  if (address.length === held.length && !isDecided) return 'open';
  if (next === '/' && held.length < 3) return isDecided ? 'text' : 'open';
  if (!TAG_NAME.test(held.slice(0, next === '/' ? 3 : 2))) return 'text';
  const scheme = SCHEME.exec(held)?.[1];
  if (scheme) {
    const rest = held.slice(scheme.length + 2);
    if (rest.length < 2 && '//'.startsWith(rest) && !isDecided) return 'open';
    // Addresses that are seen as such anywhere are judged as such.
    return /^(?:https?|ftp)$/i.test(scheme) && rest.startsWith('//') ? 'text' : 'escape';
  }
  // Here it begins a block in which nothing is escaped.
  if (isLineStart) return 'escape';
  if (TAG_PART.test(held)) return open;
  return held.includes('=') && TAG_PART.test(held.slice(0, held.indexOf('=')).trimEnd()) ? 'escape' : 'text';
}

/** Judges an `&`: a reference may stand for a mark, or for something hidden. */
export function judgeReference(held: string, isDecided: boolean): Verdict {
  if (/^&(?:#?\w{0,32})?$/.test(held) && !isDecided) return 'open';
  const reference = /^&#?\w{1,32};/.exec(held)?.[0];
  return reference && !CLEAR_REFERENCE.test(reference) ? 'escape' : 'text';
}
