/**
 * To which APIs the element declares that it knows more than the official protocol. A header of ours makes a request to another
 * origin ask first, which a foreign server may refuse: so only to an API of the page's own origin, or of the one that this program
 * came from, and to every other after an answer of it has named what it can do.
 */
export class Declarations {
  readonly #known = new Set<string>();

  /** Looks at an answer of the API at `url`. */
  learn(url: string, response: Response): void {
    if (response.headers.get('x-chatkit-extensions') !== null) this.#known.add(url);
  }

  /** What a request to the API at `url` carries; empty for one that is not known to understand it. */
  headers(url: string): Record<string, string> {
    return this.includes(url) ? { 'X-ChatKit-Resume': '1' } : {};
  }

  /** Whether the element declares itself to the API at `url`. */
  includes(url: string): boolean {
    if (this.#known.has(url)) return true;
    return [location.origin, new URL(import.meta.url).origin].includes(new URL(url).origin);
  }
}
