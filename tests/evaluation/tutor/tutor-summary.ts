import { percentile } from '../../../bench/percentile';
import { mean } from '../measures';
import type { TutorOutcome } from './tutor-outcome';

/** Figures of one model; shares from 0 to 1, undefined where there was nothing to count. */
export interface TutorFigures {
  questions: number;
  failed: number;
  /** Of the questions that the course answers. */
  found: number | undefined;
  fromPassages: number | undefined;
  cited: number | undefined;
  /** Of the citations that students saw. */
  supported: number | undefined;
  shownCitations: number;
  invented: number;
  wrong: number;
  shownMarkers: number;
  /** Of the questions that the course does not answer. */
  declined: number | undefined;
  declinedFirst: number | undefined;
  /** The answer says so first, or the line above it says that it rests on nothing of the course. */
  toldFirst: number | undefined;
  /** Of the answers that cite nothing: the line above says that the course has nothing, or that none of it is cited. */
  noticed: number | undefined;
  /** Means, in tokens. */
  firstCallTokens: number;
  secondCallTokens: number | undefined;
  turnTokens: number;
  turnTokensP95: number;
  toolErrors: number;
  /** A turn, on average. */
  calls: number;
  changedCharacters: number;
}

const NO_PASSAGE = /\b(?:nothing|none|without)\b/i;

export function tutorFigures(outcomes: TutorOutcome[]): TutorFigures {
  const covered = outcomes.filter(({ question }) => question.needs.length > 0);
  const uncovered = outcomes.filter(({ question }) => question.needs.length === 0);
  const verdicts = outcomes.flatMap(({ citations }) => citations);
  const seconds = outcomes.flatMap(({ requestTokens }) => requestTokens[1] ?? []);
  const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
  return {
    questions: outcomes.length,
    failed: outcomes.filter(({ failed }) => failed).length,
    found: share(covered, ({ found }) => found),
    fromPassages: share(covered, ({ isFromPassages }) => isFromPassages),
    cited: share(covered, ({ citations }) => citations.length > 0),
    supported: share(verdicts, (verdict) => verdict === 'supported'),
    shownCitations: verdicts.length,
    invented: count('invented'),
    wrong: count('wrong'),
    shownMarkers: sum(outcomes.map((outcome) => outcome.shownMarkers)),
    declined: share(uncovered, ({ declined }) => declined),
    declinedFirst: share(uncovered, ({ declinedFirst }) => declinedFirst),
    toldFirst: share(uncovered, (outcome) => outcome.declinedFirst || isNoticed(outcome)),
    noticed: share(
      outcomes.filter(({ citations }) => citations.length === 0),
      isNoticed,
    ),
    firstCallTokens: mean(outcomes.map(({ requestTokens: [first = 0] }) => first)),
    secondCallTokens: seconds.length ? mean(seconds) : undefined,
    turnTokens: mean(outcomes.map(({ tokens }) => tokens)),
    turnTokensP95: percentile(
      outcomes.map(({ tokens }) => tokens),
      95,
    ),
    toolErrors: sum(outcomes.map(({ toolErrors }) => toolErrors)),
    calls: mean(outcomes.map(({ calls }) => calls)),
    changedCharacters: sum(outcomes.map((outcome) => outcome.changedCharacters)),
  };
}

function isNoticed({ citations, notice }: TutorOutcome): boolean {
  return citations.length === 0 && notice !== undefined && NO_PASSAGE.test(notice);
}

function share<Value>(values: Value[], holds: (value: Value) => boolean): number | undefined {
  return values.length ? mean(values.map((value) => (holds(value) ? 1 : 0))) : undefined;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
