import { resolve } from 'node:path';
import { readCourse } from '@/lib/search/course';
import type { StartBackEnd } from './back-ends';
import { Baseline } from './baseline';
import { evaluate, type Outcome } from './evaluate';
import { QUESTIONS } from './questions';
import { type Summary, summarise } from './summary';

export interface Evaluation {
  summaries: Summary[];
  outcomes: Map<string, Outcome[]>;
}

/** The baseline over our course. */
export async function courseBaseline(): Promise<Baseline> {
  return new Baseline(await readCourse(resolve('content')));
}

/** Every question on every back end, and by the baseline. */
export async function runEvaluation(backEnds: StartBackEnd[]): Promise<Evaluation> {
  const baseline = await courseBaseline();
  const evaluation: Evaluation = { summaries: [], outcomes: new Map() };
  for (const start of backEnds) {
    const backEnd = await start();
    try {
      const outcomes = await evaluate(backEnd.search, backEnd.course, QUESTIONS, baseline);
      evaluation.outcomes.set(backEnd.name, outcomes);
      evaluation.summaries.push(summarise(backEnd.name, outcomes));
    } finally {
      await backEnd.close();
    }
  }
  return evaluation;
}
