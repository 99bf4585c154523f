import type { CoursePassage } from '@/lib/search/passage';

/** A sentence of a scripted answer. The script knows what it took the sentence from, so it knows which citations are right. */
export interface DraftSentence {
  text: string;
  /** The passage that it was taken from; none for general knowledge. */
  from?: CoursePassage | undefined;
  /** What is put behind it as a citation, in whatever form: `[[1]]`, `【7】`, or nothing. */
  marker?: string | undefined;
  /** Whether the marker stands inside code, where it is no citation. */
  isCode?: boolean;
}

/** An answer before it is sent. */
export interface Draft {
  sentences: DraftSentence[];
}

/** The answer as the model writes it. */
export function writtenText({ sentences }: Draft): string {
  return sentences.map(({ text, marker }) => (marker ? `${text} ${marker}` : text)).join(' ');
}

/** From no passage, and of nothing that the course says in these words. */
export const GENERAL_KNOWLEDGE = [
  'From general experience, people usually begin with the simplest setup they can find.',
  'Friends and forums tend to recommend patience and plenty of notes here.',
  'Whether it pays off depends on budget, taste and spare weekends.',
];

export const DECLINE = 'The course does not cover this.';

export function generalDraft(): Draft {
  return { sentences: GENERAL_KNOWLEDGE.map((text) => ({ text })) };
}

export function decliningDraft(): Draft {
  const nearby = 'I can help with robots, simulation and the models that drive them.';
  return { sentences: [DECLINE, nearby].map((text) => ({ text })) };
}
