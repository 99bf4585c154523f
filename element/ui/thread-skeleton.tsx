/** @jsxImportSource preact */
import { useScope } from './chat-scope';

/** The shape of a conversation while it is read. */
export function ThreadSkeleton() {
  const { words } = useScope();
  return (
    <div class="transcript" part="skeleton">
      <div class="column" role="status" aria-label={words.loadingThread}>
        <span class="bone bubble-bone" />
        <span class="bone" />
        <span class="bone" />
        <span class="bone short" />
        <span class="bone bubble-bone small" />
        <span class="bone" />
        <span class="bone short" />
      </div>
    </div>
  );
}
