/** A title without the `Module 2:` or `Chapter 3:` that its place on the page says already. */
export function shortTitle(title: string): string {
  const short = title.replace(/^(?:module|chapter|lesson)\s+[\d.]+\s*[:.–-]\s*/i, '');
  return short || title;
}
