import { createHash } from 'node:crypto';
import { countTokens } from '@/lib/search/chunk/count-tokens';
import type { ModelRequest } from '../../support/scripted-openai';

/** Ids of calls, as the scripted server counts them. */
const CALL_IDS = /\b(call|fc|msg|resp)_\d+(?:_\d+)?\b/g;

/** Counts the tokens of requests. What comes again in the next call, as most of it does, is counted once. */
export class RequestTokens {
  private readonly known = new Map<string, number>();

  /** Rules, tools and messages of one call. */
  of({ system, input, body }: ModelRequest): number {
    const parts = [system, JSON.stringify(body.tools ?? []), ...input.map((item) => JSON.stringify(item))];
    return parts.reduce((sum, part) => sum + this.ofText(part), 0);
  }

  ofText(text: string): number {
    const alike = text.replace(CALL_IDS, '$1_1');
    const key = createHash('sha1').update(alike).digest('base64');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const tokens = countTokens(alike);
    this.known.set(key, tokens);
    return tokens;
  }
}
