import type { Outcome } from './evaluate';
import { mean } from './measures';

/** Figures of a group of questions, each from 0 to 1. */
export interface Figures {
  questions: number;
  recallAt5: number;
  mrrAt10: number;
  ndcgAt10: number;
}

/** Figures of a back end. */
export interface Summary {
  backEnd: string;
  all: Figures;
  /** The half that nobody looked at while tuning, and the other one. */
  bySplit: Record<string, Figures>;
  byModule: Record<string, Figures>;
  byKind: Record<string, Figures>;
  unanswerable: {
    questions: number;
    /** The search had nothing on them. */
    nothingFound: number;
    /** The answer cited nothing. */
    declined: number;
  };
  citations: {
    emitted: number;
    /** Retrieved in the turn that cites them. */
    valid: number;
  };
}

export function summarise(backEnd: string, outcomes: Outcome[]): Summary {
  const answerable = outcomes.filter(({ ranking }) => ranking !== undefined);
  const others = outcomes.filter(({ ranking }) => ranking === undefined);
  const emitted = sum(outcomes.map(({ citations }) => citations));
  return {
    backEnd,
    all: figures(answerable),
    bySplit: grouped(answerable, ({ question }) => question.split),
    byModule: grouped(answerable, ({ question }) => question.module ?? ''),
    byKind: grouped(answerable, ({ question }) => question.kind),
    unanswerable: {
      questions: others.length,
      nothingFound: share(others, ({ found }) => !found),
      declined: share(others, ({ cited }) => !cited),
    },
    citations: {
      emitted,
      valid: emitted === 0 ? 1 : 1 - sum(outcomes.map(({ invalid }) => invalid)) / emitted,
    },
  };
}

function figures(outcomes: Outcome[]): Figures {
  const rankings = outcomes.flatMap(({ ranking }) => ranking ?? []);
  return {
    questions: rankings.length,
    recallAt5: mean(rankings.map(({ recallAt5 }) => recallAt5)),
    mrrAt10: mean(rankings.map(({ mrrAt10 }) => mrrAt10)),
    ndcgAt10: mean(rankings.map(({ ndcgAt10 }) => ndcgAt10)),
  };
}

function grouped(outcomes: Outcome[], nameOf: (outcome: Outcome) => string): Record<string, Figures> {
  const names = [...new Set(outcomes.map(nameOf))].sort();
  return Object.fromEntries(
    names.map((name) => [name, figures(outcomes.filter((outcome) => nameOf(outcome) === name))]),
  );
}

function share(outcomes: Outcome[], holds: (outcome: Outcome) => boolean): number {
  return mean(outcomes.map((outcome) => (holds(outcome) ? 1 : 0)));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
