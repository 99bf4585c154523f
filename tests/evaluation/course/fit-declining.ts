import { type Signs, WEIGHTS } from '@/lib/search/index/evidence';
import { SearchIndex } from '@/lib/search/index/search-index';
import type { CoursePassage } from '@/lib/search/passage';
import { FOREIGN_QUESTIONS, FOREIGN_SHORT } from './foreign-questions';
import { FOREIGN_STORIES } from './foreign-stories';
import type { CourseQuestion } from './read-questions';
import { termQuestions } from './term-questions';
import { variants } from './variants';

/** A course to fit on. Its questions are foreign to every other course of the fit. */
export interface FitCourse {
  name: string;
  passages: CoursePassage[];
  questions: CourseQuestion[];
}

/** What a course makes of a question: the signs of each reading of it. */
export interface Example {
  course: string;
  kind: string;
  question: string;
  isCovered: boolean;
  readings: Signs[];
}

/**
 * Every question of every course, plain and as {@link variants}, and what is foreign to it. Of covered questions those count for which
 * a right page is found: where it is not, to decline is right.
 */
export function examplesOf(courses: FitCourse[]): Example[] {
  return courses.flatMap(({ name, passages, questions }) => {
    const index = SearchIndex.of(passages);
    const foreign = (kind: string, question: string): Example => ({
      ...{ course: name, kind, question, isCovered: false },
      readings: index.examine({ query: question, limit: FIRST }).signs,
    });
    const covered = (kind: string, question: string, rel: string[]): Example[] => {
      const { passages: found, signs: readings } = index.examine({ query: question, limit: FIRST });
      const isFound = found.some(({ sourceFile }) => rel.includes(sourceFile));
      return isFound ? [{ course: name, kind, question, isCovered: true, readings }] : [];
    };
    const others = courses.filter((other) => other.name !== name).flatMap((other) => other.questions);
    return [
      ...questions
        .filter(({ rel }) => rel.length > 0)
        .flatMap(({ q, rel }, at) => [
          ...covered('plain', q, rel),
          ...Object.entries(variants(q, at)).flatMap(([kind, text]) => covered(kind, text, rel)),
        ]),
      ...termQuestions(passages).flatMap(({ q, rel }) => covered('term', q, rel)),
      ...FOREIGN_SHORT.map((question) => foreign('short', question)),
      ...FOREIGN_QUESTIONS.map((question) => foreign('everyday', question)),
      ...FOREIGN_STORIES.map((question) => foreign('stories', question)),
      ...questions.filter(({ rel }) => rel.length === 0).map(({ q }) => foreign('foreign', q)),
      ...others
        .filter(({ rel }, at) => rel.length > 0 && at % OTHERS === 0)
        .map(({ q }) => foreign('of other courses', q)),
    ];
  });
}

const FIRST = 5;
/** Of the questions of the other courses each so many-th is enough. */
const OTHERS = 5;

const SIGNS = [
  'things',
  'missing',
  'topicalCovered',
  'titled',
  'pairs',
  'asked',
  'names',
  'strangers',
  'leaning',
  'isAll',
] as const satisfies (keyof Signs)[];
type Weights = typeof WEIGHTS;

/** The strongest readings are chosen anew so often, and Newton's method makes so many steps each time. */
const ROUNDS = 4;
const STEPS = 12;
/** Keeps weights of signs that say nothing near 0. */
const RIDGE = 0.002;
/** Of the covered questions so many may be declined. */
const MAX_DECLINED = 0.04;

/**
 * Logistic regression in which the reading of a question counts that speaks most for it. The kinds of examples of each course weigh the same, and the
 * bias is then moved to where {@link MAX_DECLINED} of the covered ones are declined.
 */
export function fitWeights(examples: Example[]): Weights {
  const counts = new Map<string, number>();
  for (const one of examples) counts.set(groupOf(one), (counts.get(groupOf(one)) ?? 0) + 1);
  const groups = (isCovered: boolean) =>
    [...counts.keys()].filter((group) => group.startsWith(isCovered ? '+' : '-')).length;
  const usable = examples.filter(({ readings }) => readings.length > 0);
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
    const group = kindOf(one);
    const before = found.get(group) ?? { declined: 0, count: 0 };
    found.set(group, {
      count: before.count + 1,
      declined: before.declined + (scoreOf(one, weights) < 0 ? 1 : 0),
    });
  }
  return found;
}

export function scoreOf({ readings }: Example, weights: Weights): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...readings.map((signs) => sum(signs, weights)));
}

function strongest({ readings }: Example, weights: Weights): Signs {
  const [first, ...rest] = readings;
  if (!first) throw new RangeError('an example without readings has no signs');
  return rest.reduce((most, signs) => (sum(signs, weights) > sum(most, weights) ? signs : most), first);
}

function sum(signs: Signs, weights: Weights): number {
  return SIGNS.reduce((total, sign) => total + weights[sign] * signs[sign], weights.bias);
}

function groupOf(one: Example): string {
  return `${kindOf(one)}, ${one.course}`;
}

function kindOf({ isCovered, kind }: Example): string {
  return `${isCovered ? '+' : '-'} ${kind}`;
}
