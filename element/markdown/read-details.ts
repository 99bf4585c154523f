const OPENING = /^ {0,3}<details>[ \t]*/i;
const SUMMARY = /^\s*<summary>([\s\S]*?)(?:<\/summary>|(?=\n[ \t]*\n)|$)/i;
const TAGS_AND_FENCES = /^ {0,3}(`{3,}|~{3,})|<(\/?)details>/gim;

/** Index of the `</details>` that closes what was opened before `text`, not looking into code blocks; -1 if there is none. */
function closingTag(text: string): number {
  let depth = 1;
  let fence: string | null = null;
  for (const { 1: marker, 2: slash, index } of text.matchAll(TAGS_AND_FENCES)) {
    if (marker) {
      if (fence === null) fence = marker;
      else if (marker.startsWith(fence)) fence = null;
    } else if (fence === null) {
      depth += slash ? -1 : 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

/**
 * The fold that begins `source`. One that is not closed reaches to the end, as in a browser: so it is a fold from its first line
 * on, while the rest of it is still coming.
 */
export function readDetails(source: string): { raw: string; summary: string; content: string } | null {
  const opening = OPENING.exec(source)?.[0];
  if (opening === undefined) return null;
  const inside = source.slice(opening.length);
  const close = closingTag(inside);
  const body = close < 0 ? inside : inside.slice(0, close);
  const behind = close < 0 ? '' : (/^<\/details>[ \t]*(?:\n+|$)?/i.exec(inside.slice(close))?.[0] ?? '');
  const summary = SUMMARY.exec(body);
  return {
    raw: opening + body + behind,
    summary: summary?.[1]?.trim() ?? '',
    content: body
      .slice(summary?.[0].length ?? 0)
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd(),
  };
}
