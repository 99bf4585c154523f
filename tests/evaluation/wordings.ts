import type { StartBackEnd } from './back-ends';
import type { Baseline } from './baseline';
import { evaluate, type Outcome } from './evaluate';
import { QUESTIONS } from './questions';
import { ELSEWHERE, SENTENCES_OF } from './questions/elsewhere';
import type { EvaluationQuestion } from './questions/question';
import { type Figures, figures, share } from './summary';
import { VARIATIONS, varyQuestion } from './vary-question';

/** Uncovered questions of one length. Shares from 0 to 1. */
export interface UncoveredFigures {
  sentences: number;
  questions: number;
  nothingFound: number;
  declined: number;
  baselineNothingFound: number;
}

/** Covered questions in one wording. */
export interface WordingFigures extends Figures {
  wording: string;
  /** Share of them for which the search had nothing though the course covers them. */
  nothingFound: number;
  /** Share of them to which the guide quoted nothing: it declined, or named lessons alone. */
  unquoted: number;
}

/** How the search and the tutor stand questions of other lengths and in other wordings. */
export interface Wordings {
  backEnd: string;
  uncovered: UncoveredFigures[];
  covered: WordingFigures[];
  /** Uncovered questions of the tuning half that were answered. */
  answered: string[];
}

export interface WordingQuestions {
  uncovered: EvaluationQuestion[];
  covered: EvaluationQuestion[];
}

const AS_WRITTEN = 'as written';

/** Questions about other things by their length, and every covered question again in each of its variations. */
export async function evaluateWordings(
  start: StartBackEnd,
  baseline: Baseline,
  {
    uncovered = ELSEWHERE,
    covered = QUESTIONS.filter(({ needs }) => needs.length > 0),
  }: Partial<WordingQuestions> = {},
): Promise<Wordings> {
  const { name, search, course, close } = await start();
  try {
    const outcomesOf = (questions: EvaluationQuestion[]) => evaluate(search, course, questions, baseline);
    const others = await outcomesOf(uncovered);
    const rows = [wordingFigures(AS_WRITTEN, await outcomesOf(covered))];
    for (const variation of VARIATIONS) {
      const varied = covered.flatMap((question) => varyQuestion(question, variation) ?? []);
      rows.push(wordingFigures(variation, await outcomesOf(varied)));
    }
    return {
      backEnd: name,
      uncovered: byLength(others),
      covered: rows,
      answered: others
        .filter(({ question, cited }) => cited && question.split === 'dev')
        .map(({ question }) => question.question),
    };
  } finally {
    await close();
  }
}

function byLength(outcomes: Outcome[]): UncoveredFigures[] {
  const lengthOf = ({ question }: Outcome) => SENTENCES_OF.get(question.id) ?? 0;
  const lengths = [...new Set(outcomes.map(lengthOf))].sort((one, other) => one - other);
  return lengths.map((sentences) => {
    const group = outcomes.filter((outcome) => lengthOf(outcome) === sentences);
    return {
      sentences,
      questions: group.length,
      nothingFound: share(group, ({ found }) => !found),
      declined: share(group, ({ cited }) => !cited),
      baselineNothingFound: share(group, ({ baseline }) => !baseline.found),
    };
  });
}

function wordingFigures(wording: string, outcomes: Outcome[]): WordingFigures {
  return {
    ...figures(outcomes),
    wording,
    nothingFound: share(outcomes, ({ found }) => !found),
    unquoted: share(outcomes, ({ cited }) => !cited),
  };
}
