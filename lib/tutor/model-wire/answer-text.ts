import { EndTokens } from './end-tokens';
import type { TextCall } from './read-text-call';
import { Repetition } from './repetition';
import { TextCalls } from './text-calls';
import { type ThoughtPiece, ThoughtSplitter, type ThoughtStart } from './thought-splitter';

export type Segment =
  | { kind: 'text'; text: string }
  | { kind: 'thought'; text: string }
  | { kind: 'call'; call: TextCall }
  /** What came as text was a thought. */
  | { kind: 'retracted' }
  /** It goes on for ever: nothing more is to be read. */
  | { kind: 'loop' };

export interface AnswerTextOptions {
  tools: readonly string[];
  thoughts: ThoughtStart;
}

/** Takes the text of a model apart: thoughts, calls, and what the person reads. */
export class AnswerText {
  private readonly thoughts: ThoughtSplitter;
  private calls: TextCalls;
  private endTokens = new EndTokens();
  private readonly repetition = new Repetition();

  constructor(private readonly options: AnswerTextOptions) {
    this.thoughts = new ThoughtSplitter(options.thoughts);
    this.calls = new TextCalls(options.tools);
  }

  push(text: string): Segment[] {
    const segments = this.segments(this.thoughts.push(text));
    return this.repetition.push(text) ? [...segments, { kind: 'loop' }] : segments;
  }

  noteSeparateThoughts(): Segment[] {
    return this.segments(this.thoughts.noteSeparateThoughts());
  }

  end(): Segment[] {
    const segments = this.segments(this.thoughts.end());
    return [...segments, ...this.calls.push(this.endTokens.end()), ...this.calls.end()];
  }

  /** Only the end of the thoughts was marked. */
  get isUnmarked(): boolean {
    return this.thoughts.isUnmarked;
  }

  /** Thoughts of which only the end is marked were expected, and there were none. */
  get lackedThoughts(): boolean {
    return this.thoughts.lackedThoughts;
  }

  private segments(pieces: ThoughtPiece[]): Segment[] {
    return pieces.flatMap((piece): Segment[] => {
      if (piece.kind === 'text') return this.calls.push(this.endTokens.push(piece.text));
      // What is held back was a thought, too.
      if (piece.kind === 'retracted') {
        this.calls = new TextCalls(this.options.tools);
        this.endTokens = new EndTokens();
      }
      return [piece];
    });
  }
}
