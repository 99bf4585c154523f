import type { StartBackEnd } from './back-ends';
import { evaluate, type Outcome } from './evaluate';
import { QUESTIONS } from './questions';
import { type Summary, summarise } from './summary';

export interface Evaluation {
  summaries: Summary[];
  outcomes: Map<string, Outcome[]>;
}

/** Every question on every back end. */
export async function runEvaluation(backEnds: StartBackEnd[]): Promise<Evaluation> {
  const evaluation: Evaluation = { summaries: [], outcomes: new Map() };
  for (const start of backEnds) {
    const backEnd = await start();
    try {
      const outcomes = await evaluate(backEnd.search, backEnd.course, QUESTIONS);
      evaluation.outcomes.set(backEnd.name, outcomes);
      evaluation.summaries.push(summarise(backEnd.name, outcomes));
    } finally {
      await backEnd.close();
    }
  }
  return evaluation;
}
