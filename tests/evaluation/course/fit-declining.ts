import { type Signs, WEIGHTS } from '@/lib/search/index/evidence';
import { SearchIndex } from '@/lib/search/index/search-index';
import type { CoursePassage } from '@/lib/search/passage';
import { FOREIGN_QUESTIONS } from './foreign-questions';
import type { CourseQuestion } from './read-questions';
import { variants } from './variants';

/** A course to fit on. Its questions are foreign to every other course of the fit. */
export interface FitCourse {
  name: string;
  passages: CoursePassage[];
  questions: CourseQuestion[];
}

/** What a course makes of a question: the signs of each of its sentences. */
export interface Example {
  course: string;
  kind: string;
  question: string;
  isCovered: boolean;
  sentences: Signs[];
}

/** Every question of every course, plain and as {@link variants}, and what is foreign to it. */
export function examplesOf(courses: FitCourse[]): Example[] {
  return courses.flatMap(({ name, passages, questions }) => {
    const index = SearchIndex.of(passages);
    const example = (kind: string, question: string, isCovered: boolean): Example => ({
      ...{ course: name, kind, question, isCovered },
      sentences: index.signs({ query: question, limit: 5 }),
    });
    const covered = questions.filter(({ rel }) => rel.length > 0);
    const foreign = questions.filter(({ rel }) => rel.length === 0);
    const others = courses.filter((other) => other.name !== name).flatMap((other) => other.questions);
    return [
      ...covered.map(({ q }) => example('plain', q, true)),
      ...covered.flatMap(({ q }, at) =>
        Object.entries(variants(q, at)).map(([kind, text]) => example(kind, text, true)),
      ),
      ...FOREIGN_QUESTIONS.map((question) => example('everyday', question, false)),
      ...foreign.map(({ q }) => example('foreign', q, false)),
      ...others
        .filter(({ rel }, at) => rel.length > 0 && at % OTHERS === 0)
        .map(({ q }) => example('of other courses', q, false)),
    ];
  });
}

/** Of the questions of the other courses each so many-th is enough. */
const OTHERS = 5;

const SIGNS = [
  'covered',
  'titled',
  'asked',
  'strangers',
  'native',
  'ownCovered',
  'words',
] as const satisfies (keyof Signs)[];
type Weights = typeof WEIGHTS;

/** The strongest sentences are chosen anew so often, and Newton's method makes so many steps each time. */
const ROUNDS = 4;
const STEPS = 12;
/** Keeps weights of signs that say nothing near 0. */
const RIDGE = 0.002;
/** Of the covered questions so many may be declined. */
const MAX_DECLINED = 0.035;

/**
 * Logistic regression in which the sentence of a question counts that speaks most for it. The kinds of examples weigh the same, and the
 * bias is then moved to where {@link MAX_DECLINED} of the covered ones are declined.
 */
export function fitWeights(examples: Example[]): Weights {
  const counts = new Map<string, number>();
  for (const one of examples) counts.set(groupOf(one), (counts.get(groupOf(one)) ?? 0) + 1);
  const groups = (isCovered: boolean) =>
    [...counts.keys()].filter((group) => group.startsWith(isCovered ? '+' : '-')).length;
  const usable = examples.filter(({ sentences }) => sentences.length > 0);
  let weights: Weights = { ...WEIGHTS };
  for (let round = 0; round < ROUNDS; round += 1) {
    const rows = usable.map((one) => ({
      signs: [1, ...SIGNS.map((sign) => strongest(one, weights)[sign])],
      target: one.isCovered ? 1 : 0,
      share: 1 / ((counts.get(groupOf(one)) ?? 1) * groups(one.isCovered)),
    }));
    let fitted = [weights.bias, ...SIGNS.map((sign) => weights[sign])];
    for (let step = 0; step < STEPS; step += 1) fitted = newtonStep(rows, fitted);
    weights = { ...weights, bias: fitted[0] ?? 0 };
    for (const [at, sign] of SIGNS.entries()) weights[sign] = fitted[at + 1] ?? 0;
  }
  const scores = examples
    .filter(({ isCovered }) => isCovered)
    .map((one) => scoreOf(one, weights))
    .sort((a, b) => a - b);
  const least = scores[Math.floor(MAX_DECLINED * scores.length)] ?? 0;
  return { ...weights, bias: weights.bias - least };
}

interface Row {
  signs: number[];
  target: number;
  share: number;
}

/** One step of Newton's method on the likelihood, with {@link RIDGE} on all weights but the bias. */
function newtonStep(rows: Row[], weights: number[]): number[] {
  const gradient = weights.map((weight, at) => (at === 0 ? 0 : -RIDGE * weight));
  const curvature = weights.map((_, row) => weights.map((_, column): number => (row === column ? RIDGE : 0)));
  for (const { signs, target, share } of rows) {
    const likely = 1 / (1 + Math.exp(-signs.reduce((sum, sign, at) => sum + sign * (weights[at] ?? 0), 0)));
    for (const [row, sign] of signs.entries()) {
      gradient[row] = (gradient[row] ?? 0) + share * (target - likely) * sign;
      const line = curvature[row] ?? [];
      for (const [column, other] of signs.entries())
        line[column] = (line[column] ?? 0) + share * likely * (1 - likely) * sign * other;
    }
  }
  const change = solve(curvature, gradient);
  return weights.map((weight, at) => weight + (change[at] ?? 0));
}

/** Solves a positive definite system by elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (const [pivot, line] of rows.entries())
    for (const other of rows) {
      if (other === line) continue;
      const factor = (other[pivot] ?? 0) / (line[pivot] ?? 1);
      for (let at = pivot; at < other.length; at += 1)
        other[at] = (other[at] ?? 0) - factor * (line[at] ?? 0);
    }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}

/** Share of the examples of each kind that weights decline. */
export function declined(
  examples: Example[],
  weights: Weights = WEIGHTS,
): Map<string, { declined: number; count: number }> {
  const found = new Map<string, { declined: number; count: number }>();
  for (const one of examples) {
    const group = groupOf(one);
    const before = found.get(group) ?? { declined: 0, count: 0 };
    found.set(group, {
      count: before.count + 1,
      declined: before.declined + (scoreOf(one, weights) < 0 ? 1 : 0),
    });
  }
  return found;
}

export function scoreOf({ sentences }: Example, weights: Weights): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...sentences.map((signs) => sum(signs, weights)));
}

function strongest({ sentences }: Example, weights: Weights): Signs {
  const [first, ...rest] = sentences;
  if (!first) throw new RangeError('an example without sentences has no signs');
  return rest.reduce((most, signs) => (sum(signs, weights) > sum(most, weights) ? signs : most), first);
}

function sum(signs: Signs, weights: Weights): number {
  return SIGNS.reduce((total, sign) => total + weights[sign] * signs[sign], weights.bias);
}

function groupOf({ isCovered, kind }: Example): string {
  return `${isCovered ? '+' : '-'} ${kind}`;
}
