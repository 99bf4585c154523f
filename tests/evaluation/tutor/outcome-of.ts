import type { AssistantMessageContent, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { RecordedSearch } from '../../support/recorded-search';
import type { EvaluationQuestion } from '../questions';
import { changedCharacters } from './changed-characters';
import type { Sections } from './course-sections';
import { declines } from './declines';
import { type Draft, writtenText } from './draft';
import { judgedCitations, shownMarkers } from './judged-citations';
import type { TutorOutcome } from './tutor-outcome';

/** What has gone over the wire in one turn. */
export interface Wire {
  calls: number;
  requestTokens: number[];
  replyTokens: number;
  /** What tools had answered by the last call. */
  toolOutputs: string[];
  draft: Draft;
}

/** What a turn showed, from what the model wrote, what the search gave and what the student got. */
export function outcomeOf(
  question: EvaluationQuestion,
  events: ThreadStreamEvent[],
  { draft, calls, requestTokens, replyTokens, toolOutputs }: Wire,
  search: RecordedSearch,
  sections: Sections,
): TutorOutcome {
  const parts = partsOf(events);
  const answer = parts.map(({ text }) => text).join('\n');
  const citations = judgedCitations(parts, draft, search.given);
  return {
    question,
    answer,
    failed: events.some(({ type }) => type === 'error'),
    found: isFound(question, search, sections),
    isFromPassages: draft.sentences.some(({ from }) => from !== undefined),
    citations,
    shownMarkers: shownMarkers(answer, draft),
    declined: citations.length === 0 && declines(answer),
    declinedFirst: citations.length === 0 && declines(firstSentence(answer)),
    notice: noticeOf(events),
    changedCharacters: changedCharacters(writtenText(draft), answer) + lostInCode(draft, answer),
    toolErrors: toolOutputs.filter(isToolError).length,
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
