import { commands } from './commands';
import { comparisons } from './comparisons';
import { courseSections } from './course-sections';
import { formulas } from './formulas';
import { languages } from './languages';
import { links } from './links';
import { markers } from './markers';
import { placements } from './placements';
import { templates } from './templates';
import { values } from './values';

export interface TutorAnswer {
  name: string;
  /** With marks around what a reader does not see: see marked-text.ts. */
  marked: string;
}

/** Answers by hand, by what is hard in them. */
export const handwrittenAnswers: TutorAnswer[] = Object.entries({
  comparisons,
  templates,
  values,
  markers,
  links,
  commands,
  formulas,
  languages,
}).flatMap(([theme, texts]) => texts.map((marked, index) => ({ name: `${theme} ${index + 1}`, marked })));

/** Answers as the model of a tutor writes them about this course: those by hand, and every section with code in each placement. */
export function tutorAnswers(): TutorAnswer[] {
  const placed = courseSections().flatMap(({ name, text }) =>
    Object.entries(placements).map(([placement, put]) => ({
      name: `${name}, ${placement}`,
      marked: put(text),
    })),
  );
  return [...handwrittenAnswers, ...placed];
}
