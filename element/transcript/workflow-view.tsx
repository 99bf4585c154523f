/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart

import { useId, useState } from 'preact/hooks';
import type { Workflow } from '@/lib/chatkit/protocol';
import type { Strings } from '../i18n/strings-en';
import { Icon } from '../icons/icon';
import { hasEndedSteps } from '../thread/entry';
import { useScope } from '../ui/chat-scope';
import { TaskLine, taskTitle } from './task-line';

function headline({ type, summary, tasks }: Workflow, running: boolean, words: Strings): string {
  if (summary && 'title' in summary) return summary.title;
  const current = tasks.findLast((task) => task.status_indicator === 'loading') ?? tasks.at(-1);
  if (running) {
    const title = current ? taskTitle(current, words).title : '';
    return type === 'reasoning' ? words.thinking : title || words.working;
  }
  if (summary && 'duration' in summary) return words.thoughtFor(summary.duration);
  return type === 'reasoning' ? words.thought : words.steps(tasks.length);
}

/** Steps or thoughts of the assistant, folded under a line that says what they are. */
export function WorkflowView({ workflow, running }: { workflow: Workflow; running: boolean }) {
  const { words } = useScope();
  const { tasks, summary, expanded } = workflow;
  const [choice, setChoice] = useState<boolean | null>(null);
  const id = useId();
  const title = headline(workflow, running, words);
  const icon = summary && 'title' in summary ? summary.icon : undefined;
  const label = (
    <>
      {icon && <Icon name={icon} />}
      <span class={running && !hasEndedSteps(workflow) ? 'shimmer' : undefined}>{title}</span>
    </>
  );
  if (tasks.length === 0) return <p class="workflow-head">{label}</p>;
  const open = choice ?? expanded;
  return (
    <div class="workflow" part="workflow">
      <button
        type="button"
        class="disclosure"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setChoice(!open)}
      >
        <Icon name="chevron-right" />
        {label}
      </button>
      <ol id={id} class="tasks" hidden={!open}>
        {tasks.map((task, at) => (
          <li key={at}>
            <TaskLine task={task} indicator />
          </li>
        ))}
      </ol>
    </div>
  );
}
