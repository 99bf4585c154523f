import type { Raw } from './raw-answers';

export type Api = 'responses' | 'chat_completions';

/** What a student sees, what is stored and what is done, whatever the server's way of saying it. */
export interface Expected {
  /** The answer that is shown, and stored. */
  answer: string;
  /** The thoughts that are shown beside it. */
  thought?: string;
  /** Questions that the course search was asked. */
  searched?: string[];
  /** What the model is told in the request that follows a call. */
  result?: RegExp;
}

/** The habit of a server, as its bytes, for each call of a turn in its order. */
export interface WireQuirk extends Expected {
  habit: string;
  answers: Raw[];
}

/** The habit of a model, as the text that it writes at each call of a turn. */
export interface TextQuirk extends Expected {
  habit: string;
  texts: string[];
}
