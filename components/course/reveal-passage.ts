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
  const blocks = all.map((block) => ({
    text: block.textContent ?? '',
    isCode: block.matches('figure, pre'),
  }));
  const inSection = citedBlocks(blocks.slice(start + 1), quotation);
  // A passage of several short sections is named after the last, and begins before its heading.
  const found = inSection ?? citedBlocks(blocks, quotation);
  if (!found) {
    revealHeading(hash);
    return;
  }
  const cited = all.slice(inSection ? start + 1 : 0).slice(found.first, found.last + 1);
  // A passage at the top of its section is shown with the heading over it.
  const top = inSection?.first === 0 && start >= 0 ? all[start] : cited[0];
  // Lit first, because what is lit keeps its distance from the bars over the page.
  for (const block of cited) light(block);
  top?.scrollIntoView({ block: 'start' });
}

function light(block: HTMLElement): void {
  // Taken away first, so that arriving twice lights it twice.
  block.removeAttribute('data-cited');
  void block.offsetWidth;
  block.setAttribute('data-cited', '');
  setTimeout(() => block.removeAttribute('data-cited'), LIT_MS);
}
