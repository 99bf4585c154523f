/** Elements that end a line in copied text. */
const BLOCKS = /^(?:P|DIV|LI|UL|OL|H[1-6]|BLOCKQUOTE|FIGURE|PRE|TABLE|TR|DETAILS|SUMMARY|HR|ARTICLE)$/;
/** What belongs to the page and not to the text. */
const LEFT_OUT = 'button, figcaption, .citations, .actions, .hidden-text';

/** The TeX of a formula between the delimiters that it can be pasted with. */
function sourceOf(formula: Element): string {
  const tex = formula.querySelector('annotation')?.textContent;
  if (tex === null || tex === undefined) return formula.textContent ?? '';
  return formula.classList.contains('display') ? `$$${tex}$$` : `$${tex}$`;
}

/** A copied piece of the transcript as text: its formulas as TeX, blocks on lines of their own. */
function plainText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (node instanceof Element) {
    if (node.matches(LEFT_OUT)) return '';
    if (node.matches('.formula')) return sourceOf(node);
    if (node.tagName === 'BR') return '\n';
  }
  const inside = [...node.childNodes].map(plainText).join('');
  if (!(node instanceof Element)) return inside;
  if (/^T[DH]$/.test(node.tagName)) return `${inside}\t`;
  return BLOCKS.test(node.tagName) ? `\n${inside.trimEnd()}\n` : inside;
}

/** The selection within a shadow root, which a page's own selection does not show. */
function selectedRange(root: ShadowRoot): Range | null {
  const selection = document.getSelection();
  if (!selection) return null;
  const [found] =
    'getComposedRanges' in selection ? selection.getComposedRanges({ shadowRoots: [root] }) : [];
  if (!found) return selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const range = document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range;
}

const formulaAround = (node: Node): Element | null =>
  (node instanceof Element ? node : node.parentElement)?.closest('.formula') ?? null;

/** Copies the TeX of selected formulas instead of their letters, which stand for nothing in a row. */
export function copyFormulas(event: ClipboardEvent): void {
  const root = event.currentTarget instanceof Node ? event.currentTarget.getRootNode() : null;
  const range = root instanceof ShadowRoot ? selectedRange(root) : null;
  if (!range || range.collapsed || !event.clipboardData) return;
  const first = formulaAround(range.startContainer);
  const last = formulaAround(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = range.cloneContents();
  if (!copied.querySelector('.formula math')) return;
  const text = plainText(copied)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
}
