/**
 * To which APIs the element declares that it knows more than the official protocol. A header of ours makes a request to another
 * origin ask first, which a foreign server may refuse: so only to an API of the page's own origin, or of the one that this program
 * came from, and to every other after an answer of it has named what it can do.
 */
export class Declarations {
  /** What servers can do, by the address of their API. */
  readonly #known = new Map<string, ReadonlySet<string>>();

  /** Looks at an answer of the API at `url`. */
  learn(url: string, response: Response): void {
    const extensions = extensionsOf(response);
    if (extensions) this.#known.set(url, extensions);
  }

  /**
   * What a request to the API at `url` carries; empty for one that is not known to understand it. `key`: a name of the request, if it
   * changes something, by which it can be sent again without being carried out twice.
   */
  headers(url: string, key?: string): Record<string, string> {
    if (!this.includes(url)) return {};
    return { 'X-ChatKit-Resume': '1', ...(key === undefined ? {} : { 'Idempotency-Key': key }) };
  }

  /** Whether the element declares itself to the API at `url`. */
  includes(url: string): boolean {
    if (this.#known.has(url)) return true;
    return [location.origin, new URL(import.meta.url).origin].includes(new URL(url).origin);
  }

  /** Whether that server tells which turn goes on in a thread, and says when a stream has come to its true end. */
  findsRuns(url: string): boolean {
    return this.#known.get(url)?.has(ACTIVE_RUN) ?? false;
  }
}

const ACTIVE_RUN = 'active-run';

/** Whether a stream of this answer that closes without `: end` was cut. */
export const marksItsEnd = (response: Response): boolean => extensionsOf(response)?.has(ACTIVE_RUN) ?? false;

function extensionsOf(response: Response): ReadonlySet<string> | null {
  const words = response.headers.get('x-chatkit-extensions');
  return words === null ? null : new Set(words.split(',').map((word) => word.trim()));
}
