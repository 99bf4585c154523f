import { CodeScanner } from './code-scanner';
import { suffixThatBegins } from './thought-splitter';

/** What templates end a message with: a server that does not know its model's leaves it in the text. */
const TOKENS = ['<|im_end|>', '<|eot_id|>', '<|endoftext|>', '</s>'] as const;
const LAST = /(?:<\|im_end\|>|<\|eot_id\|>|<\|endoftext\|>|<\/s>)\s*$/;
const MAX_HELD = 64;

/** Takes the tokens off the end of an answer. Anywhere else, and in code, they are words of it. */
export class EndTokens {
  private held = '';
  private readonly code = new CodeScanner();

  /** @returns what is surely no such token at the end */
  push(text: string): string {
    const held = this.held + text;
    let end = held.length - suffixThatBegins(held, TOKENS);
    for (let last = 0; last >= 0; ) {
      last = held.slice(0, end).search(LAST);
      if (last >= 0) end = last;
    }
    const before = held.slice(0, end);
    this.code.push(before);
    const isKept = this.code.isInCode || held.length - end > MAX_HELD;
    this.held = isKept ? '' : held.slice(end);
    if (!isKept) return before;
    this.code.push(held.slice(end));
    return held;
  }

  /** @returns what is left of the text without them */
  end(): string {
    const { held } = this;
    this.held = '';
    return TOKENS.some((token) => held.startsWith(token)) ? '' : held;
  }
}
