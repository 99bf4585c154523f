import { resolve } from 'node:path';
import type { CourseSearch } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import type { Api } from '../../support/scripted-model';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import type { EvaluationQuestion } from '../questions';
import { LANGUAGE_QUESTIONS, type LanguageQuestion } from '../questions/languages';
import { courseSections } from './course-sections';
import { evaluateTutor } from './evaluate-tutor';
import { GOOD_MODEL } from './good-model';
import { languageModel } from './language-model';
import { LAZY_MODEL } from './lazy-model';
import { retrieveFirstOptions } from './retrieve-first';
import { TUTOR_QUESTIONS } from './sample';
import type { ScriptedTutorModel } from './scripted-tutor-model';
import { SLOPPY_MODEL } from './sloppy-model';
import type { TutorOutcome } from './tutor-outcome';

const COURSE = resolve('content');

/** The models, and in which APIs each is asked. */
const MODELS: { model: ScriptedTutorModel; apis: Api[] }[] = [
  { model: LAZY_MODEL, apis: ['responses'] },
  { model: SLOPPY_MODEL, apis: ['responses', 'chat_completions'] },
  { model: GOOD_MODEL, apis: ['responses'] },
];

const NAMES: Record<Api, string> = { responses: 'Responses', chat_completions: 'Chat Completions' };

export interface TutorEvaluationOptions {
  questions?: EvaluationQuestion[];
  languageQuestions?: LanguageQuestion[];
  search?: CourseSearch;
}

/** What one model showed on all questions. */
export interface TutorRun {
  name: string;
  outcomes: TutorOutcome[];
}

export interface TutorEvaluation {
  models: TutorRun[];
  /** A model that follows its rules, on questions in other languages than the course's. */
  languages: TutorRun[];
}

/** Every scripted model on the whole tutor, without and with the server's own search before the first call. */
export async function runTutorEvaluation({
  questions = TUTOR_QUESTIONS,
  languageQuestions = LANGUAGE_QUESTIONS,
  search = new LocalCourseSearch({ courseDir: COURSE, bookId: 'evaluation' }),
}: TutorEvaluationOptions = {}): Promise<TutorEvaluation> {
  const openai = await ScriptedOpenAI.start();
  const shared = { openai, search, course: courseShape(COURSE) };
  const sections = await courseSections();
  const following = languageModel(({ needs }, { passage }) => {
    const held = sections(passage);
    return needs.flat().some((section) => held.has(section));
  });
  const evaluation: TutorEvaluation = { models: [], languages: [] };
  try {
    for (const { model, apis } of MODELS)
      for (const api of apis)
        for (const retrieveFirst of retrieveFirstOptions()) {
          const outcomes = await evaluateTutor({ ...shared, api, model, questions, retrieveFirst });
          const name = nameOf(model.name, apis.length > 1 && NAMES[api], retrieveFirstName(retrieveFirst));
          evaluation.models.push({ name, outcomes });
        }
    for (const retrieveFirst of retrieveFirstOptions()) {
      const asked = {
        api: 'responses',
        model: following,
        questions: languageQuestions,
        retrieveFirst,
      } as const;
      const outcomes = await evaluateTutor({ ...shared, ...asked });
      evaluation.languages.push({ name: retrieveFirstName(retrieveFirst), outcomes });
    }
  } finally {
    await openai.stop();
  }
  return evaluation;
}

function nameOf(...parts: (string | false)[]): string {
  return parts.filter(Boolean).join(', ');
}

function retrieveFirstName(retrieveFirst: boolean | undefined): string {
  if (retrieveFirst === undefined) return '';
  return retrieveFirst ? 'retrieve first' : 'tools alone';
}
