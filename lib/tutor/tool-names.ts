/** Makes a quiz card from a lesson: in the prompt, in the schema and on the wire. */
export const QUIZ_TOOL = 'quiz_me';

/** Opens a page of the course; runs in the student's browser. */
export const OPEN_LESSON_TOOL = 'open_lesson';

/** Reads on in a lesson: what stands around a passage that was found, or the whole page. */
export const READ_TOOL = 'read_robolearn_lesson';
