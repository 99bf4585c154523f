import { countTokens } from '@/lib/search/chunk/count-tokens';
import type { ModelRequest } from '../../support/scripted-openai';

/** Counts the tokens of requests. What comes again in the next call, as most of it does, is counted once. */
export class RequestTokens {
  private readonly known = new Map<string, number>();

  /** Rules, tools and messages of one call. */
  of({ system, input, body }: ModelRequest): number {
    const parts = [system, JSON.stringify(body.tools ?? []), ...input.map((item) => JSON.stringify(item))];
    return parts.reduce((sum, part) => sum + this.ofText(part), 0);
  }

  ofText(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    const tokens = countTokens(text);
    this.known.set(text, tokens);
    return tokens;
  }
}

const MAX_KNOWN = 500;
