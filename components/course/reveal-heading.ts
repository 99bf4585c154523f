/** How long what was linked to is lit. */
export const LIT_MS = 2000;

/**
 * Scrolls the heading that a fragment names below the header, and lights it for two seconds.
 * @param hash with its `#`
 * @returns whether the page has such a heading
 */
export function revealHeading(hash: string): boolean {
  const id = decodeFragment(hash.replace(/^#/, ''));
  const heading = id ? document.getElementById(id) : null;
  if (!heading) return false;
  heading.scrollIntoView({ block: 'start' });
  // Taken away first, so that arriving twice at the same heading lights it twice.
  heading.removeAttribute('data-lit');
  void heading.offsetWidth;
  heading.setAttribute('data-lit', '');
  setTimeout(() => heading.removeAttribute('data-lit'), LIT_MS);
  return true;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
