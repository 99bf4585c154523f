/** In which way a question is put apart from the wording of the course (see `../README.md`). */
export type QuestionKind =
  | 'paraphrase'
  | 'symptom'
  | 'inflection'
  | 'misspelt'
  | 'identifier'
  | 'multi'
  | 'follow-up'
  | 'search-box'
  | 'unanswerable';

/** A question as a student would put it, and the passages of the course that answer it. */
export type EvaluationQuestion = {
  /** Stable name; never given to another question. */
  id: string;
  question: string;
  /** What the student asked earlier in the same conversation, oldest first. */
  before?: string[];
  kind: QuestionKind;
  /** The module of the first need; none for a question that the course does not answer. */
  module?: 'ros2' | 'gazebo' | 'isaac' | 'vla';
  /**
   * Tuning may look at `dev` only; `test` is for the final figures; `fresh` was written when the tuning was over, from the
   * lessons alone.
   */
  split: 'dev' | 'test' | 'fresh';
  /**
   * What an answer has to rest on: one list of alternatives per need, any one of which satisfies it.
   * A passage is `<file below content/ without .md>#<anchor of its heading of level 2 or 3>`,
   * with an empty anchor for the text above the first such heading.
   */
  needs: string[][];
};
