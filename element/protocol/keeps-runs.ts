/**
 * Whether the API at `url` may be asked to keep runs across broken connections: it is the page's own, or the one that this program
 * came from. A header of our own makes a request to another origin ask first, which a foreign server may refuse.
 */
export function keepsRuns(url: string): boolean {
  return [location.origin, new URL(import.meta.url).origin].includes(new URL(url).origin);
}
