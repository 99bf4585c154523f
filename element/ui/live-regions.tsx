/** @jsxImportSource preact */
import { useScope } from './chat-scope';
import { useStore } from './use-store';

/** What screen readers are told, outside the transcript. */
export function LiveRegions() {
  const { chat } = useScope();
  const polite = useStore(chat.announcer.polite);
  const assertive = useStore(chat.announcer.assertive);
  return (
    <>
      <div class="hidden-text" aria-live="polite" aria-atomic="true">
        {polite}
      </div>
      <div class="hidden-text" aria-live="assertive" aria-atomic="true">
        {assertive}
      </div>
    </>
  );
}
