/** @jsxImportSource preact */
import type { Task } from '@/lib/chatkit/protocol';
import type { Strings } from '../i18n/strings-en';
import { Icon } from '../icons/icon';
import { Markdown } from '../markdown/markdown';
import { useScope } from '../ui/chat-scope';
import { Link } from '../ui/link';

interface Line {
  icon: string;
  title: string;
}

/** Icon and title of a task (the table of spec element 2). */
export function taskTitle(task: Task, words: Strings): Line {
  switch (task.type) {
    case 'custom':
      return { icon: task.icon ?? 'dot', title: task.title ?? '' };
    case 'web_search':
      return { icon: 'globe', title: task.title ?? words.searchingWeb };
    case 'thought':
      return { icon: 'lightbulb', title: task.title ?? words.thinking.replace('…', '') };
    case 'file':
      return { icon: 'document', title: task.title ?? '' };
    case 'image':
      return { icon: 'image', title: task.title ?? '' };
  }
}

function Details({ task }: { task: Task }) {
  switch (task.type) {
    case 'custom':
    case 'thought':
      return task.content ? <Markdown source={task.content} streaming={false} /> : null;
    case 'web_search':
      return (
        <ul class="chips">
          {(task.queries ?? []).map((query) => (
            <li key={query} class="chip">
              {query}
            </li>
          ))}
          {(task.sources ?? []).map((source) => (
            <li key={source.url} class="chip">
              <Link href={source.url}>{source.title}</Link>
            </li>
          ))}
        </ul>
      );
    case 'file':
      return (
        <ul class="chips">
          {(task.sources ?? []).map((source) => (
            <li key={source.filename} class="chip">
              {source.title || source.filename}
            </li>
          ))}
        </ul>
      );
    case 'image':
      return null;
  }
}

/** One task: its line, and below it what it brought. */
export function TaskLine({ task, indicator }: { task: Task; indicator: boolean }) {
  const { words } = useScope();
  const { icon, title } = taskTitle(task, words);
  const state = indicator ? (task.status_indicator ?? 'none') : 'none';
  const query = task.type === 'web_search' ? task.title_query : undefined;
  return (
    <div class={`task-line ${state}`}>
      {state === 'loading' ? (
        <span class="spinner" aria-hidden="true" />
      ) : (
        <Icon name={state === 'complete' ? 'check' : icon} />
      )}
      <div class="task-body">
        {title && (
          <span class="task-title">
            {title}
            {query && <em> {query}</em>}
            {state !== 'none' && (
              <span class="hidden-text"> {state === 'loading' ? words.running : words.done}</span>
            )}
          </span>
        )}
        <Details task={task} />
      </div>
    </div>
  );
}
