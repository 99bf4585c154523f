import { LANGUAGE_QUESTIONS, type Language, type LanguageQuestion } from '../questions/languages';
import { isInLanguage } from './is-in-language';
import type { TutorRun } from './run-tutor-evaluation';
import type { TutorOutcome } from './tutor-outcome';

/** How many questions of each language were found, cited and answered in their own language. */
export function languageReport(runs: TutorRun[]): string {
  return runs
    .map(({ name, outcomes }) => `## Other languages${name && `, ${name}`}\n\n${ABOUT}\n\n${table(outcomes)}`)
    .join('\n\n');
}

const ABOUT = `A scripted model that follows its rules: it searches in English if they name the language of the course, and answers in the
language of the question if they say so.`;

function table(outcomes: TutorOutcome[]): string {
  const languages = [...new Set(LANGUAGE_QUESTIONS.map(({ language }) => language))];
  const rows = languages.map((language) =>
    row(
      language,
      outcomes.filter((outcome) => questionOf(outcome)?.language === language),
    ),
  );
  return [
    '| language | questions | found@5 | cited | in the question’s language |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    row('**all**', outcomes),
  ].join('\n');
}

function row(name: Language | '**all**', outcomes: TutorOutcome[]): string {
  const count = (holds: (outcome: TutorOutcome) => boolean) => outcomes.filter(holds).length;
  const cells = [
    name,
    outcomes.length,
    count(({ found }) => found),
    count(({ citations }) => citations.includes('supported')),
    count((outcome) => isInLanguage(outcome.answer, questionOf(outcome)?.language ?? 'German')),
  ];
  return `| ${cells.join(' | ')} |`;
}

function questionOf({ question }: TutorOutcome): LanguageQuestion | undefined {
  return LANGUAGE_QUESTIONS.find(({ id }) => id === question.id);
}
