import { visibleText } from '../../text/visible-text';

/** Larger files are no pages that anybody reads. */
const LARGEST_BYTES = 4 * 1024 * 1024;

/**
 * The text of a Markdown file with `\n` as its only line break and without what nobody sees, and what was odd about it; no
 * text if it has none.
 */
export function decodePage(bytes: Uint8Array): { text?: string; warning?: string } {
  if (bytes.length > LARGEST_BYTES) {
    return { warning: `is larger than ${LARGEST_BYTES / 1024 / 1024} MB and was left out` };
  }
  if (bytes.includes(0)) return { warning: 'is not text and was left out' };
  const text = visibleText(new TextDecoder().decode(bytes));
  if (!text.trim()) return { text: '', warning: 'is empty' };
  return isUtf8(bytes) ? { text } : { text, warning: 'is not UTF-8; what could not be read became �' };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
