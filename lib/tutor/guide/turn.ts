import type { Profile } from '../../identity/profile';
import type { Course, CourseDocument } from '../../search/course';
import type { QuizNote } from '../quiz/quiz-note';
import type { PageContext } from '../turn-metadata';
import type { Choice } from './read-turn';

/** A message of the conversation, as far as the guide reads it. */
export interface Line {
  role: 'user' | 'assistant';
  text: string;
}

/** What the guide knows beside the conversation. */
export interface About {
  course: Pick<Course, 'modules' | 'pages' | 'config'>;
  /** Origin of the site, for links; no slash at the end. */
  siteUrl: string;
  profile: Pick<Profile, 'name' | 'hardwareTier'>;
  /** The page that is open. Untrusted: its words are searched for, its path is looked up, and that is all. */
  page: PageContext | undefined;
}

/** A call of a tool that the guide makes. */
export interface ToolCall {
  kind: 'call';
  tool: string;
  input: Readonly<Record<string, unknown>>;
}

/** What the guide does next. */
export type Step = { kind: 'say'; text: string } | ToolCall;

/** The way to an answer: it yields calls of tools, and gets what each has answered. */
export type Answering<T = string> = Generator<ToolCall, T, unknown>;

/** What the guide knows when it is called. */
export interface Turn extends About {
  question: string;
  /** Text that the message is about, selected on the page. */
  quoted: string | undefined;
  /** Names or kinds of attached files. */
  files: string[];
  history: Line[];
  /** What tools have answered in this turn, in order. */
  outcomes: { name: string; output: unknown }[];
  /** The page of the course that is open. */
  reading: CourseDocument | undefined;
  /** The last quiz of the conversation. */
  quiz: QuizNote | undefined;
  /** What was chosen after a quiz, if that is what the turn is about. */
  choice: Choice | undefined;
}

export const NOTHING_KNOWN: About = {
  course: {
    modules: [],
    pages: [],
    config: {
      modules: [],
      limits: { chapter: 0, lesson: 0 },
      route: '',
      locales: { default: 'en', others: [] },
      markdown: 'mdx',
      chunks: { target: 400, longest: 512, shortest: 60 },
    },
  },
  siteUrl: '',
  profile: {},
  page: undefined,
};
