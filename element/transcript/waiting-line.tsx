/** @jsxImportSource preact */
import { Icon } from '../icons/icon';
import type { Run } from '../thread/thread-state';
import { useScope } from '../ui/chat-scope';

/** One line that says what is being done while nothing visible arrives. Not live: the announcer paces what is read. */
export function WaitingLine({ run }: { run: Run }) {
  const { words } = useScope();
  if (run.kind !== 'running' || !run.waiting) return null;
  return (
    <p class="waiting" part="progress" role="status" aria-live="off">
      {run.progress?.icon && <Icon name={run.progress.icon} />}
      <span class="shimmer">{run.progress?.text ?? words.thinking}</span>
    </p>
  );
}
