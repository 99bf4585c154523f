import type { Profile } from '../../identity/profile';
import type { SearchToolResult } from '../search-tool';

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
}

/** The page being read. Untrusted: used as words to search for, and for nothing else. */
export interface Page {
  title: string;
  headings: string;
}
