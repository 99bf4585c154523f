import { randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Ids of calls: each names one call of the conversation, also where the server gives none, or the same again. */
export class CallIds {
  private readonly used: Set<string>;

  /** @param earlier ids in the request */
  constructor(earlier: Iterable<string>) {
    this.used = new Set(earlier);
  }

  /** @returns the id that was given if it is new, else one of ours */
  unique(given: unknown): string {
    const id = typeof given === 'string' && given !== '' && !this.used.has(given) ? given : this.next();
    this.used.add(id);
    return id;
  }

  /** Nine letters and digits: the form that Mistral insists on, and nobody refuses. */
  private next(): string {
    for (;;) {
      const id = `call${Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
      if (!this.used.has(id)) return id;
    }
  }
}
