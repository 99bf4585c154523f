import type { AssistantMessageContent, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { Config } from '@/lib/config';
import type { CourseSearch } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { createModels } from '@/lib/tutor/models';
import { changedCharacters } from '../evaluation/tutor/changed-characters';
import { isInLanguage } from '../evaluation/tutor/is-in-language';
import { retrieveFirstOf } from '../evaluation/tutor/retrieve-first';
import { readDeclared, threadIdOf } from '../support/chat-client';
import { RecordedSearch } from '../support/recorded-search';
import { TutorInMemory } from '../support/tutor-in-memory';
import { hasDeclined, lexicallySupported } from './judge-answer';
import { RecordingProxy } from './recording-proxy';
import type { TrialQuestion } from './trial-questions';
import type { TrialRow } from './trial-row';
import type { WrittenCall } from './written-call';

const OPENAI = 'https://api.openai.com/v1';

export interface TryModelOptions {
  /** As the product reads it. */
  config: Pick<Config, 'course' | 'history' | 'linkHosts'>;
  model: Extract<Config['model'], { kind: 'openai' }>;
  search: CourseSearch;
  questions: TrialQuestion[];
  /** Milliseconds. */
  now?: () => number;
}

/** Asks the whole tutor with a model of any OpenAI-compatible server. @returns a row a question, each as soon as it is there */
export async function* tryModel({
  config,
  model,
  search,
  questions,
  now = () => performance.now(),
}: TryModelOptions): AsyncGenerator<TrialRow> {
  const proxy = await RecordingProxy.start(model.baseUrl ?? OPENAI);
  const recorded = new RecordedSearch(search);
  const { dir } = config.course;
  const { answer, maxOutputTokens } = createModels({ ...model, baseUrl: proxy.baseUrl });
  const tutor = new TutorInMemory({
    history: config.history,
    linkHosts: config.linkHosts,
    ...retrieveFirstOf(config),
    search: recorded,
    course: courseShape(dir),
    lessons: new CourseLessonsOnDisk(dir),
    model: answer,
    maxOutputTokens,
  });
  const threads = new Map<string, string>();
  try {
    for (const question of questions) {
      recorded.forget();
      proxy.forget();
      tutor.errors.length = 0;
      const start = now();
      const asked = await ask(tutor, question, threads).catch((error: unknown) => ({ events: [], error }));
      const error = failureOf(asked, tutor.errors);
      yield rowOf(question, asked.events, recorded, proxy.calls, { seconds: (now() - start) / 1000, error });
    }
  } finally {
    await proxy.stop();
  }
}

/** One message and its answer, read as our own element reads it: a client that declares our extensions gets the text as it is. */
async function ask(
  tutor: TutorInMemory,
  { id, text, continues, quotedText }: TrialQuestion,
  threads: Map<string, string>,
): Promise<{ events: ThreadStreamEvent[]; error?: unknown }> {
  const content = [{ type: 'input_text', text }];
  const quoted = quotedText === undefined ? {} : { quoted_text: quotedText };
  const input = { content, attachments: [], inference_options: {}, ...quoted };
  const threadId = continues === undefined ? undefined : threads.get(continues);
  const body =
    threadId === undefined
      ? { type: 'threads.create', params: { input } }
      : { type: 'threads.add_user_message', params: { thread_id: threadId, input } };
  const response = await tutor.post(body, 'student', { 'X-ChatKit-Resume': '1' });
  const events = await readDeclared(response);
  threads.set(id, threadId ?? threadIdOf(events));
  return { events };
}

/** Why a turn has no answer, or none that is complete, in one line. */
function failureOf(
  { events, error }: { events: ThreadStreamEvent[]; error?: unknown },
  errors: unknown[],
): string | undefined {
  if (error !== undefined) return messageOf(error);
  const told = events.find((event) => event.type === 'error');
  if (!told) return undefined;
  const cause = errors.map(messageOf).at(-1);
  const message = 'message' in told && told.message ? told.message : 'the turn has failed';
  return cause && cause !== message ? `${message} (${cause})` : message;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').slice(0, 300);
}

function rowOf(
  { id, kind, text: question }: TrialQuestion,
  events: ThreadStreamEvent[],
  { searches, given }: RecordedSearch,
  calls: WrittenCall[],
  { seconds, error }: { seconds: number; error: string | undefined },
): TrialRow {
  const parts = partsOf(events);
  const answer = parts.map(({ text }) => text).join('\n\n');
  const citations = parts.flatMap(({ annotations }) => annotations).length;
  return {
    id,
    kind,
    question,
    ...(error === undefined ? {} : { error }),
    ...endOf(events),
    searches: searches.length,
    toolCalls: calls.flatMap(({ tools }) => tools),
    calls: calls.length,
    citations,
    supported: lexicallySupported(parts, given),
    declined: hasDeclined(answer),
    ...(kind === 'German' || kind === 'Urdu' ? { isInLanguage: isInLanguage(answer, kind) } : {}),
    inputTokens: calls.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: calls.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    seconds: Math.round(seconds * 10) / 10,
    changedCharacters: answer === '' ? 0 : fewestChanges(calls, answer),
    written: calls
      .map(({ text }) => text)
      .join('\n\n')
      .trim(),
    answer,
  };
}

/** What a call wrote before others is shown, too, unless it was a call of a tool in words. */
function fewestChanges(calls: WrittenCall[], answer: string): number {
  const texts = calls.map(({ text }) => text);
  const [all = '', ...later] = texts.map((_, from) => texts.slice(from).join('\n'));
  return Math.min(...[all, ...later].map((written) => changedCharacters(written, answer)));
}

function endOf(events: ThreadStreamEvent[]): Pick<TrialRow, 'end'> {
  for (const event of events)
    if (event.type === 'thread.item.done' && event.item.type === 'turn_end')
      return { end: event.item.reason };
  return {};
}

function partsOf(events: ThreadStreamEvent[]): AssistantMessageContent[] {
  return events.flatMap((event) =>
    event.type === 'thread.item.done' && event.item.type === 'assistant_message' ? event.item.content : [],
  );
}
