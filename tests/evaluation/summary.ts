import type { Outcome } from './evaluate';
import { mean, type RankingMeasures } from './measures';

/** Figures of a group of questions, each from 0 to 1. */
export interface Figures {
  questions: number;
  recallAt5: number;
  mrrAt10: number;
  ndcgAt10: number;
  baseline: { recallAt5: number; mrrAt10: number };
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
    /** The baseline had nothing on them. */
    baselineNothingFound: number;
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
      baselineNothingFound: share(others, ({ baseline }) => !baseline.found),
    },
    citations: {
      emitted,
      valid: emitted === 0 ? 1 : 1 - sum(outcomes.map(({ invalid }) => invalid)) / emitted,
    },
  };
}

/** The mean figures of questions that the course answers. */
export function figures(outcomes: Outcome[]): Figures {
  const rankings = outcomes.map(({ ranking }) => ranking);
  const baselines = outcomes.map(({ baseline }) => baseline.ranking);
  return {
    questions: outcomes.length,
    recallAt5: meanOf(rankings, 'recallAt5'),
    mrrAt10: meanOf(rankings, 'mrrAt10'),
    ndcgAt10: meanOf(rankings, 'ndcgAt10'),
    baseline: {
      recallAt5: meanOf(baselines, 'recallAt5'),
      mrrAt10: meanOf(baselines, 'mrrAt10'),
    },
  };
}

function grouped(outcomes: Outcome[], nameOf: (outcome: Outcome) => string): Record<string, Figures> {
  const names = [...new Set(outcomes.map(nameOf))].sort();
  return Object.fromEntries(
    names.map((name) => [name, figures(outcomes.filter((outcome) => nameOf(outcome) === name))]),
  );
}

function meanOf(rankings: (RankingMeasures | undefined)[], measure: keyof RankingMeasures): number {
  return mean(rankings.flatMap((ranking) => (ranking ? [ranking[measure]] : [])));
}

/** Of how many it holds, from 0 to 1. */
export function share(outcomes: Outcome[], holds: (outcome: Outcome) => boolean): number {
  return mean(outcomes.map((outcome) => (holds(outcome) ? 1 : 0)));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
