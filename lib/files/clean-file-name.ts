const LONGEST = 120;

/** Control, format (bidirectional marks, joiners) and private characters, lone surrogates, line and paragraph separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A file name as it can be shown, put into a prompt or a header: the last part of a path, without what cannot be seen, and
 * no longer than 120 characters, its ending kept. Never part of a path of ours.
 */
export function cleanFileName(name: string): string {
  const shown = name
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/^.*[\\/]/s, '')
    .replace(/["<>|:*?`]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const characters = [...shown];
  if (characters.length <= LONGEST) return shown || 'file';
  const ending = [...(/\.[^.]{1,10}$/.exec(shown)?.[0] ?? '')];
  return [...characters.slice(0, LONGEST - ending.length), ...ending].join('');
}
