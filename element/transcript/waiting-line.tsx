/** @jsxImportSource preact */
import { Icon } from '../icons/icon';
import type { Run } from '../thread/thread-state';
import { useScope } from '../ui/chat-scope';

/** One line that says what is being done while nothing visible arrives. Not live: the announcer paces what is read. */
export function WaitingLine({ run }: { run: Run }) {
  const { words } = useScope();
  if (run.kind === 'idle' || (run.kind === 'running' && !run.waiting)) return null;
  const progress = run.kind === 'running' ? run.progress : { icon: undefined, text: words.looking };
  return (
    <p class="waiting" part="progress" role="status" aria-live="off">
      {progress?.icon && <Icon name={progress.icon} />}
      <span class="shimmer">{progress?.text ?? words.thinking}</span>
    </p>
  );
}
