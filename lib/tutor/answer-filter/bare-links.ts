import type { LinkPolicy } from './course-links';

/** What renderers make a link of without any mark. */
const LINK = /(?:https?|ftp):\/\/|w{3,}\.|(?:mailto|xmpp):|(?<!:)\/\/(?=[\p{L}\p{N}])/iu;
/** Whatever follows: it may be put together with what comes next. */
const AT_OF_EMAIL = /(?<=[\w.+-])\\?@/g;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
/** Any other character reference is written out: it could stand for a mark, or for something hidden. */
const UNCLEAR_REFERENCE =
  /&(?!(?:amp|lt|gt|quot|apos|nbsp|copy|deg|times|middot|hellip|[mn]dash|[lr]arr|[lrg]e|[lr][sd]quo);)(?=#?\w+;)/g;

/**
 * A word without the address in it, if it has one that leads off the course: only the name of its host is left.
 *
 * @param word without blanks, perhaps with escapes in it
 * @param last the character that stands before it
 */
export function withoutBareLinks(word: string, last: string, isAllowed: LinkPolicy): string {
  // Some renderers look for addresses where escapes are gone already.
  const read = word.replace(ESCAPE, '$1');
  const at = read.search(LINK);
  const before = at < 0 ? word : word.slice(0, placeInWritten(word, at));
  const shown = withoutMailAddresses(before, last) + (at < 0 ? '' : addressAsText(read.slice(at), isAllowed));
  return shown.replace(UNCLEAR_REFERENCE, '&amp;');
}

function addressAsText(written: string, isAllowed: LinkPolicy): string {
  const [, address = '', after = ''] = /^(.*?)([.,;:!?)*_~'"]*)$/su.exec(written) ?? [];
  // In brackets, because what comes next would go on with it.
  return isAllowed(address) ? `<${address}>${after}` : `${hostOf(address)}${after}`;
}

/** The place in a text with escapes of a place in the text that is read. */
function placeInWritten(written: string, read: number): number {
  let place = 0;
  for (let passed = 0; passed < read; passed += 1) place += written[place] === '\\' ? 2 : 1;
  return place;
}

/** The host of an address, if it has one. A name alone is no link, and has no room for what an address could carry away. */
export function hostOf(address: string): string {
  const written = address.replace(/^(?:[a-z]+:)?\/*(?:[^/?#\s]*@)?(?:www(?:\.|$))*/i, '');
  return (/^[a-z\d.-]*/i.exec(written)?.[0] ?? '').replace(/w{3,}(?=\.|$)/gi, '');
}

function withoutMailAddresses(text: string, last: string): string {
  return `${last}${text}`.replace(AT_OF_EMAIL, ' at ').slice(last.length);
}
