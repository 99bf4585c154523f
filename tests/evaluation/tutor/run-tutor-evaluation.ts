import { resolve } from 'node:path';
import type { CourseSearch } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import type { Api } from '../../support/scripted-model';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import type { EvaluationQuestion } from '../questions';
import { evaluateTutor } from './evaluate-tutor';
import { LAZY_MODEL } from './lazy-model';
import { retrieveFirstOptions } from './retrieve-first';
import { TUTOR_QUESTIONS } from './sample';
import type { ScriptedTutorModel } from './scripted-tutor-model';
import type { TutorOutcome } from './tutor-outcome';
import type { TutorRun } from './tutor-report';
import { tutorFigures } from './tutor-summary';

const COURSE = resolve('content');

/** The models, and in which APIs each is asked. */
const MODELS: { model: ScriptedTutorModel; apis: Api[] }[] = [{ model: LAZY_MODEL, apis: ['responses'] }];

const NAMES: Record<Api, string> = { responses: 'Responses', chat_completions: 'Chat Completions' };

export interface TutorEvaluationOptions {
  questions?: EvaluationQuestion[];
  search?: CourseSearch;
  /** Told of each run when it is over. */
  onRun?: (run: TutorRun, outcomes: TutorOutcome[]) => void;
}

/** Every scripted model on the whole tutor, without and with the server's own search before the first call. */
export async function runTutorEvaluation({
  questions = TUTOR_QUESTIONS,
  search = new LocalCourseSearch({ courseDir: COURSE, bookId: 'evaluation' }),
  onRun = () => undefined,
}: TutorEvaluationOptions = {}): Promise<TutorRun[]> {
  const openai = await ScriptedOpenAI.start();
  const runs: TutorRun[] = [];
  try {
    for (const { model, apis } of MODELS)
      for (const api of apis)
        for (const retrieveFirst of retrieveFirstOptions()) {
          const course = courseShape(COURSE);
          const outcomes = await evaluateTutor({
            openai,
            search,
            course,
            api,
            model,
            questions,
            retrieveFirst,
          });
          const name = [model.name, apis.length > 1 && NAMES[api], retrieveFirstName(retrieveFirst)];
          const run = { name: name.filter(Boolean).join(', '), figures: tutorFigures(outcomes) };
          runs.push(run);
          onRun(run, outcomes);
        }
  } finally {
    await openai.stop();
  }
  return runs;
}

function retrieveFirstName(retrieveFirst: boolean | undefined): string {
  if (retrieveFirst === undefined) return '';
  return retrieveFirst ? 'retrieve first' : 'tools alone';
}
