import type { AgentContext } from '../chatkit/agents/agent-context';
import type { Task, ThreadStreamEvent, UrlSource, Workflow, WorkflowItem } from '../chatkit/protocol';
import type { CoursePassage } from '../search/course-search';
import { visibleText } from '../text/visible-text';
import { lessonUrl } from './lesson-url';
import type { TutorTurn } from './tutor-context';

const NOTHING = 'The course has nothing on this';
const NOTHING_BELOW = 'The course has this only for hardware tier ';
const READ = 'Read ';

type SearchTask = Extract<Task, { type: 'web_search' }>;

/** Shows a look into the course as a task of the turn's workflow, and each lesson that it found as a source that opens it. */
export class SearchProgress {
  private readonly position: number;
  private readonly workflowId: string | undefined;
  private readonly task: SearchTask;

  constructor(
    private readonly context: AgentContext<TutorTurn>,
    title: string,
    queries: string[] = [],
  ) {
    this.task = {
      type: 'web_search',
      title,
      queries: queries.map(visibleText),
      sources: [],
      status_indicator: 'loading',
    };
    this.position = context.addWorkflowTask(this.task);
    this.workflowId = context.workflowItem?.id;
  }

  found(passages: readonly CoursePassage[]): void {
    const sources = lessonSources(passages, this.context.request.siteUrl);
    const title = sources.length ? `Found ${lessons(sources.length)}` : NOTHING;
    this.end({ title, sources });
  }

  read(passages: readonly CoursePassage[]): void {
    const [source] = lessonSources(passages, this.context.request.siteUrl);
    this.end(
      source ? { title: `Read “${source.title}”`, sources: [source] } : { title: 'Found no such passage' },
    );
  }

  /** Nothing for the student's hardware, and something for more. */
  aboveTier(tier: number): void {
    this.end({ title: `${NOTHING_BELOW}${tier}` });
  }

  failed(): void {
    this.end({ title: 'The course search is unavailable right now' });
  }

  private end(change: Partial<SearchTask>): void {
    // Tools of one response run at the same time, and a card may have ended the workflow meanwhile.
    if (this.context.workflowItem?.id !== this.workflowId) return;
    this.context.updateWorkflowTask({ ...this.task, ...change, status_indicator: 'complete' }, this.position);
  }
}

/** The lessons that passages stand in, each once, the best first, opened at its best passage. */
function lessonSources(passages: readonly CoursePassage[], siteUrl: string): UrlSource[] {
  const best = new Map<string, UrlSource>();
  for (const { parentDocId, lessonTitle, path, moduleTitle } of passages) {
    if (best.has(parentDocId)) continue;
    best.set(parentDocId, {
      type: 'url',
      title: visibleText(lessonTitle),
      url: lessonUrl(siteUrl, path),
      ...(moduleTitle ? { attribution: visibleText(moduleTitle) } : {}),
    });
  }
  return [...best.values()];
}

/**
 * Says of workflows of searches that have ended how many lessons were read, in place of how long it took. Everything else passes as it is.
 */
export async function* summed(events: AsyncIterable<ThreadStreamEvent>): AsyncGenerator<ThreadStreamEvent> {
  for await (const event of events) {
    if (event.type !== 'thread.item.done' || event.item.type !== 'workflow') yield event;
    else {
      const title = searchSummary(event.item);
      yield title === undefined ? event : { ...event, item: withSummary(event.item, title) };
    }
  }
}

/** The line of the searches for an answer that cites none of what they found; undefined if they found nothing. */
export function uncited(item: WorkflowItem): WorkflowItem | undefined {
  const title = searchSummary(item);
  return title?.startsWith(READ) ? withSummary(item, `${title}, cited none`) : undefined;
}

/** What is known of the look into the course of which the student has read nothing. */
export type SilentLook = 'none' | 'empty' | 'found';

const SILENT: Record<SilentLook, string> = {
  none: 'Answered without a look into the course',
  empty: NOTHING,
  found: 'Cites no lesson',
};

/** The line for an answer above which nothing was said of a search. */
export function withoutPassages(
  base: Pick<WorkflowItem, 'id' | 'thread_id' | 'created_at'>,
  look: SilentLook,
): WorkflowItem {
  const workflow: Workflow = { type: 'custom', tasks: [], expanded: false };
  return withSummary({ ...base, type: 'workflow', workflow }, SILENT[look]);
}

function withSummary(item: WorkflowItem, title: string): WorkflowItem {
  return { ...item, workflow: { ...item.workflow, summary: { title, icon: 'book-open' } } };
}

function searchSummary({ workflow: { tasks } }: WorkflowItem): string | undefined {
  const searches = tasks.filter((task): task is SearchTask => task.type === 'web_search');
  if (searches.length === 0 || searches.length < tasks.length) return undefined;
  const pages = new Set(searches.flatMap(({ sources }) => sources.map(({ url }) => url.replace(/#.*$/, ''))));
  if (pages.size > 0) return `${READ}${lessons(pages.size)}`;
  const [first = ''] = searches.map(({ title }) => title ?? '');
  const areSame = searches.every(({ title }) => title === first);
  return areSame && (first === NOTHING || first.startsWith(NOTHING_BELOW)) ? first : 'Searched the course';
}

function lessons(count: number): string {
  return count === 1 ? '1 lesson' : `${count} lessons`;
}
