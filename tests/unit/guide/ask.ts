import { resolve } from 'node:path';
import { Agent, type AgentInputItem, Runner } from '@openai/agents';
import { AgentContext } from '@/lib/chatkit/agents/agent-context';
import { stopForClientTool } from '@/lib/chatkit/agents/client-tool';
import { streamAgentResponse } from '@/lib/chatkit/agents/stream-agent-response';
import type { Annotation, ThreadItem } from '@/lib/chatkit/protocol';
import type { Profile } from '@/lib/identity/profile';
import type { CourseSearch } from '@/lib/search/course-search';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { GuideModel } from '@/lib/tutor/guide/guide-model';
import { openLessonTool } from '@/lib/tutor/open-lesson-tool';
import { quizTool } from '@/lib/tutor/quiz-tool';
import { readLessonTool } from '@/lib/tutor/read-lesson-tool';
import { searchTool } from '@/lib/tutor/search-tool';
import { systemPrompt } from '@/lib/tutor/system-prompt';
import type { PageContext } from '@/lib/tutor/turn-metadata';
import { TurnPassages } from '@/lib/tutor/turn-passages';
import type { TutorTurn } from '@/lib/tutor/tutor-context';
import { courseSearch } from '../../support/prepared/course-index';

const course = await courseSearch();
const ownLessons = new CourseLessonsOnDisk(resolve('content'));
const ownShape = courseShape(resolve('content'));

export interface AskOptions {
  search?: CourseSearch;
  /** The lessons of another course than ours. */
  lessons?: CourseLessonsOnDisk;
  profile?: Profile;
  page?: PageContext;
  /** Earlier messages: the student and the guide in turn, the student first. */
  history?: string[];
  /** What else stands in the thread before the message. */
  before?: AgentInputItem[];
  /** What came after the message: a tool of the client, answered questions. */
  after?: AgentInputItem[];
  /** Parts after the typed text: quotations and files. */
  parts?: { type: 'input_text'; text: string }[] | { type: 'input_image'; image: string }[];
  signal?: AbortSignal;
  pauseMs?: number;
  onDelta?: () => void;
}

export interface Answer {
  /** As the model wrote it, markers and all. */
  raw: string;
  /** As the student sees it. */
  text: string;
  citations: Annotation[];
  /** What the search was asked. */
  queries: string[];
  /** Everything that the search returned in this turn. */
  passages: string[];
  /** Items of the turn beside the message. */
  items: ThreadItem[];
}

/** Asks the guide as the tutor does: the real runner, the real tool, the real bridge, by default over the real course. */
export async function ask(question: string, options: AskOptions = {}): Promise<Answer> {
  const {
    profile = {},
    page,
    history = [],
    before = [],
    after = [],
    parts = [],
    signal,
    pauseMs = 0,
    onDelta,
  } = options;
  const answer: Answer = { raw: '', text: '', citations: [], queries: [], passages: [], items: [] };
  const inner = options.search ?? course;
  const lessons = options.lessons ?? ownLessons;
  const read = await lessons.course();
  const { modules, limits, route, locales } = read.config;
  const shape = options.lessons ? { modules: modules.map(({ id }) => id), limits, route, locales } : ownShape;
  const search: CourseSearch = {
    size: () => inner.size(),
    context: async (query) => {
      const found = await inner.context(query);
      answer.passages.push(...found.map(({ text }) => text));
      return found;
    },
    search: async (query) => {
      answer.queries.push(query.query);
      const found = await inner.search(query);
      answer.passages.push(...found.map(({ text }) => text));
      return found;
    },
  };
  const request: TutorTurn = {
    principal: { userId: 'student' },
    requestId: 'request',
    metadata: {},
    loadProfile: async () => profile,
    profile,
    passages: new TurnPassages({ siteUrl: 'https://course.test' }),
    page,
    siteUrl: 'https://course.test',
  };
  let ids = 0;
  const context = new AgentContext<TutorTurn>({
    thread: { id: 'thr_1', created_at: new Date(0).toISOString(), status: { type: 'active' }, metadata: {} },
    request,
    citations: request.passages.citations,
    generateId: (kind) => `${kind}_${++ids}`,
    now: () => new Date(0),
  });
  const onError = () => undefined;
  const agent = new Agent<AgentContext<TutorTurn>>({
    name: 'guide',
    instructions: systemPrompt({ profile, page, language: 'English', retrievesFirst: false }),
    model: new GuideModel({ pauseMs }).knowing({
      course: await lessons.course(),
      siteUrl: 'https://course.test',
      profile,
      page,
    }),
    tools: [
      searchTool({ search, course: shape, asJson: true, onError }),
      readLessonTool({ search, asJson: true, onError }),
      quizTool({ search, lessons, onError }),
      openLessonTool({ lessons, onError }),
    ],
    toolUseBehavior: stopForClientTool,
  });
  const run = await new Runner({ tracingDisabled: true }).run(
    agent,
    [
      ...history.map(asItem),
      ...before,
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: question }, ...parts] },
      ...after,
    ],
    { stream: true, context, maxTurns: 8, ...(signal ? { signal } : {}) },
  );
  run.completed.catch(() => undefined);
  for await (const event of streamAgentResponse(context, run)) {
    if (event.type === 'thread.item.updated') onDelta?.();
    if (event.type !== 'thread.item.done') continue;
    if (event.item.type !== 'assistant_message') {
      answer.items.push(event.item);
      continue;
    }
    for (const part of event.item.content) {
      answer.text += part.text;
      answer.citations.push(...part.annotations);
    }
  }
  await run.completed;
  if (!signal?.aborted) answer.raw = String(run.finalOutput ?? '');
  return answer;
}

function asItem(text: string, index: number): AgentInputItem {
  return index % 2 === 0
    ? { type: 'message', role: 'user', content: [{ type: 'input_text', text }] }
    : { type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text }] };
}
