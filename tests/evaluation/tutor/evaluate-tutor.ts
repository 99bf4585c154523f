import { resolve } from 'node:path';
import type { AssistantMessageContent, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { CourseSearch } from '@/lib/search/course-search';
import type { CourseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { RecordedSearch } from '../../support/recorded-search';
import { type Api, scriptedModel } from '../../support/scripted-model';
import type { ModelRequest, Reply, ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';
import type { EvaluationQuestion } from '../questions';
import { changedCharacters } from './changed-characters';
import { courseSections, type Sections } from './course-sections';
import { declines } from './declines';
import { type Draft, writtenText } from './draft';
import { judgedCitations, shownMarkers } from './judged-citations';
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

/** What has gone over the wire in one turn. */
interface Wire {
  calls: number;
  requestTokens: number[];
  replyTokens: number;
  toolErrors: number;
  draft: Draft;
}

/** Shared by all runs, which send much of the same. */
const tokens = new RequestTokens();

const NO_DRAFT: Draft = { sentences: [], declines: false };

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
    wire.toolErrors = seen.toolOutputs.filter(isToolError).length;
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
    outcomes.push({
      ...outcomeOf(question, events, wire, search),
      found: isFound(question, search, sections),
    });
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

function outcomeOf(
  question: EvaluationQuestion,
  events: ThreadStreamEvent[],
  { draft, calls, requestTokens, replyTokens, toolErrors }: Wire,
  { given }: RecordedSearch,
): Omit<TutorOutcome, 'found'> {
  const parts = partsOf(events);
  const answer = parts.map(({ text }) => text).join('\n');
  const citations = judgedCitations(parts, draft, given);
  return {
    question,
    answer,
    failed: events.some(({ type }) => type === 'error'),
    isFromPassages: draft.sentences.some(({ from }) => from !== undefined),
    citations,
    shownMarkers: shownMarkers(answer, draft),
    declined: citations.length === 0 && declines(answer),
    declinedFirst: citations.length === 0 && declines(firstSentence(answer)),
    notice: noticeOf(events),
    changedCharacters: changedCharacters(writtenText(draft), answer) + lostInCode(draft, answer),
    toolErrors,
    calls,
    requestTokens,
    tokens: requestTokens.reduce((sum, each) => sum + each, replyTokens),
  };
}

function isFound({ needs }: EvaluationQuestion, { searches }: RecordedSearch, sections: Sections): boolean {
  const needed = needs.flat();
  return searches.some(({ passages }) =>
    passages.slice(0, 5).some((passage) => needed.some((section) => sections(passage).has(section))),
  );
}

function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

/** The line above the answer, as it stands in the end. */
function noticeOf(events: ThreadStreamEvent[]): string | undefined {
  const titles = events.flatMap((event) => {
    if (event.type !== 'thread.item.done' && event.type !== 'thread.item.replaced') return [];
    const { item } = event;
    const summary = item.type === 'workflow' ? item.workflow.summary : undefined;
    return summary && 'title' in summary ? [summary.title] : [];
  });
  return titles.at(-1);
}

function partsOf(events: ThreadStreamEvent[]): AssistantMessageContent[] {
  return events.flatMap((event) =>
    event.type === 'thread.item.done' && event.item.type === 'assistant_message' ? event.item.content : [],
  );
}

/** Code stays as it is, what looks like a marker in it included. */
function lostInCode({ sentences }: Draft, answer: string): number {
  return sentences
    .filter(({ isCode, marker }) => isCode && marker && !answer.includes(marker))
    .reduce((sum, { marker = '' }) => sum + marker.length, 0);
}

/** An answer without passages that speaks of an error. */
function isToolError(output: string): boolean {
  if (output.includes('"marker"') || /\[\[\d+\]\]/.test(output)) return false;
  return TOOL_ERROR.test(output);
}

const TOOL_ERROR =
  /"error":|\b(?:error|invalid|not found|unknown|does not exist|could not|cannot|failed|no JSON|no such|no search of this turn)\b/i;

function newWire(): Wire {
  return { calls: 0, requestTokens: [], replyTokens: 0, toolErrors: 0, draft: NO_DRAFT };
}
