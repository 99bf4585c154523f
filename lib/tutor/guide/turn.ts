import type { Profile } from '../../identity/profile';
import type { QuizNote } from '../quiz/quiz-note';
import type { SearchToolResult } from '../search-tool';
import type { Choice } from './read-choice';
import type { ToolOutcome } from './tool-outcome';

/** A message of the conversation, as far as the guide reads it. */
export interface Line {
  role: 'user' | 'assistant';
  text: string;
}

/** What the guide knows when it is called: the current message, what came before, and what the search returned so far. */
export interface Turn {
  question: string;
  /** Text that the message is about, selected on the page. */
  quoted: string | undefined;
  /** Names or kinds of attached files. */
  files: string[];
  history: Line[];
  profile: Pick<Profile, 'name' | 'hardwareTier'>;
  page: Page | undefined;
  /** Results of the searches of this turn, in order. */
  results: SearchToolResult[];
  /** What other tools have answered in this turn, in order. */
  outcomes: ToolOutcome[];
  /** The last quiz of the conversation. */
  quiz: QuizNote | undefined;
  /** What was chosen after a quiz, if that is what the turn is about. */
  choice: Choice | undefined;
}

/** The page being read. Untrusted: used as words to search for, and for nothing else. */
export interface Page {
  title: string;
  headings: string;
  path: string;
}
