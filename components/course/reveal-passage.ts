import { citedBlocks } from './cited-blocks';
import { LIT_MS, revealHeading } from './reveal-heading';

/**
 * Scrolls a cited passage into view and lights its blocks for two seconds. Where the quotation is not found, the heading of
 * its section is lit instead.
 *
 * @param hash of the section, with its `#`; empty for what stands before the first heading
 * @param quotation how the passage begins, as its citation quotes it
 */
export function revealPassage(hash: string, quotation: string): void {
  const prose = document.querySelector('[data-lesson] .prose');
  if (!prose) return;
  const all = [...prose.children].filter((child) => child instanceof HTMLElement);
  const heading = document.getElementById(hash.replace(/^#/, ''));
  const start = all.findIndex((child) => child === heading || (heading && child.contains(heading)));
  const blocks = all.slice(start + 1);
  const found = citedBlocks(
    blocks.map((block) => ({
      text: block.textContent ?? '',
      isCode: block.matches('figure, pre'),
    })),
    quotation,
  );
  if (!found) {
    revealHeading(hash);
    return;
  }
  // A passage at the top of its section is shown with the heading over it.
  const top = found.first === 0 && start >= 0 ? all[start] : blocks[found.first];
  top?.scrollIntoView({ block: 'start' });
  for (const block of blocks.slice(found.first, found.last + 1)) light(block);
}

function light(block: HTMLElement): void {
  // Taken away first, so that arriving twice lights it twice.
  block.removeAttribute('data-cited');
  void block.offsetWidth;
  block.setAttribute('data-cited', '');
  setTimeout(() => block.removeAttribute('data-cited'), LIT_MS);
}
