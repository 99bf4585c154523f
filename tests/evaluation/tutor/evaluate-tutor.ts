import { resolve } from 'node:path';
import type { CourseSearch } from '@/lib/search/course-search';
import type { CourseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { RecordedSearch } from '../../support/recorded-search';
import { type Api, scriptedModel } from '../../support/scripted-model';
import type { ModelRequest, Reply, ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';
import type { EvaluationQuestion } from '../questions';
import { courseSections } from './course-sections';
import { writtenText } from './draft';
import { outcomeOf, type Wire } from './outcome-of';
import { RequestTokens } from './request-tokens';
import type { ScriptedTutorModel } from './scripted-tutor-model';
import { SeenRequest } from './seen-request';
import type { TutorOutcome } from './tutor-outcome';

export interface EvaluateTutorOptions {
  openai: ScriptedOpenAI;
  search: CourseSearch;
  course: CourseShape;
  api: Api;
  model: ScriptedTutorModel;
  questions: EvaluationQuestion[];
  /** Whether the server looks a question up before the first call; not passed on where it is undefined. */
  retrieveFirst?: boolean | undefined;
}

/** Shared by all runs, which send much of the same. */
const tokens = new RequestTokens();

/** Asks the whole tutor every question, each in a conversation of its own; the scripted model answers through the real client. */
export async function evaluateTutor(options: EvaluateTutorOptions): Promise<TutorOutcome[]> {
  const { openai, course, api, model, questions, retrieveFirst } = options;
  const search = new RecordedSearch(options.search);
  const tutor = new TutorInMemory({
    search,
    course,
    lessons: new CourseLessonsOnDisk(resolve('content')),
    model: scriptedModel(openai, api),
    ...(retrieveFirst === undefined ? {} : { retrieveFirst }),
  });
  const rules = await rulesOf(tutor, openai, search);
  let wire = newWire();
  let asked: { question: EvaluationQuestion; seed: number } | undefined;
  openai.play((request) => {
    if (!asked) throw new Error('nothing was asked');
    return answer(request, asked);
  });
  const answer = (
    request: ModelRequest,
    { question, seed }: { question: EvaluationQuestion; seed: number },
  ): Reply => {
    const seen = new SeenRequest(request, search.given, rules);
    const step = model.step({ question, seed, calls: wire.calls, seen });
    wire.calls += 1;
    wire.requestTokens.push(tokens.of(request));
    wire.toolOutputs = seen.toolOutputs;
    if (step.kind === 'answer') wire.draft = step.draft;
    const reply: Reply = step.kind === 'call' ? step.reply : { kind: 'text', text: writtenText(step.draft) };
    wire.replyTokens += tokens.ofText(reply.kind === 'text' ? reply.text : JSON.stringify(reply));
    return reply;
  };

  const sections = await courseSections();
  const outcomes: TutorOutcome[] = [];
  for (const [seed, question] of questions.entries()) {
    const messages = [...(question.before ?? []), question.question];
    const events = await tutor.ask(messages, {
      onMessage: (text) => {
        asked = { question: { ...question, question: text }, seed };
        search.forget();
        wire = newWire();
      },
    });
    outcomes.push(outcomeOf(question, events, wire, search, sections));
  }
  return outcomes;
}

/** What stands in every request: sentences of one for a question that the course answers. */
async function rulesOf(
  tutor: TutorInMemory,
  openai: ScriptedOpenAI,
  search: RecordedSearch,
): Promise<Set<string>> {
  const rules = new Set<string>();
  openai.play((request) => {
    for (const sentence of new SeenRequest(request, search.given).notes) rules.add(sentence);
    return { kind: 'text', text: 'Hello.' };
  });
  await tutor.ask(['What is a node in ROS 2?']);
  return rules;
}

function newWire(): Wire {
  return { calls: 0, requestTokens: [], replyTokens: 0, toolOutputs: [], draft: { sentences: [] } };
}
