import type { EvaluationQuestion } from '../questions';
import type { Verdict } from './judged-citations';

/** What one turn with a scripted model showed. */
export interface TutorOutcome {
  question: EvaluationQuestion;
  /** What the student reads of it. */
  answer: string;
  /** The turn ended with an error in place of an answer. */
  failed: boolean;
  /** A search of the turn has a passage that the question needs among its first five. */
  found: boolean;
  /** The answer rests on passages that stood in a request. */
  isFromPassages: boolean;
  citations: Verdict[];
  /** Markers that the student reads as text. */
  shownMarkers: number;
  /** The answer says that the course has nothing, and cites nothing. */
  declined: boolean;
  /** It says so in its first sentence. */
  declinedFirst: boolean;
  /** What the product itself says above the answer of what it rests on. */
  notice: string | undefined;
  /** Characters that came or went between model and student, beside markers. */
  changedCharacters: number;
  /** Answers of tools that were errors. */
  toolErrors: number;
  calls: number;
  /** Tokens of each call's request, in order. */
  requestTokens: number[];
  /** Tokens of all requests and replies of the turn. */
  tokens: number;
}
