import { isCjk } from './flanking';

const START = /(?:https?:\/\/|www\.)[a-z0-9-]/iy;

/** A star, a backtick, a backslash, white space and what quotes or opens a tag are in no address that a model writes bare. */
const LEFT_OUT = /[\s<>"`*\\]/;

/** GitHub's rule: what ends a sentence does not belong to the address, nor does a bracket that was opened before it. */
const TRAILING = /[?!.,:;*_'"~\]]$/;

function withoutTrailing(url: string): string {
  let end = url.length;
  let unopened = url.split(')').length - url.split('(').length;
  for (;;) {
    const last = url[end - 1] ?? '';
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!TRAILING.test(last)) return url.slice(0, end);
    end -= 1;
  }
}

/**
 * The address that begins at `index`, without angle brackets, or null. It ends where Chinese, Japanese or Korean text begins:
 * those have no spaces around it.
 */
export function bareUrlAt(text: string, index: number): string | null {
  START.lastIndex = index;
  const start = START.exec(text)?.[0];
  if (!start || /[A-Za-z0-9]/.test(text[index - 1] ?? '')) return null;
  let end = index + start.length;
  while (end < text.length && !LEFT_OUT.test(text[end] ?? '') && !isCjk(text[end] ?? '')) end += 1;
  const url = withoutTrailing(text.slice(index, end));
  return url.length < start.length ? null : url;
}
