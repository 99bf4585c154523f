import { Store } from '../thread/store';
import type { CodeNode } from './highlight-code';

type Highlight = (code: string, language: string) => CodeNode[] | null;

/** The highlighter once its chunk is here; code is plain until then, and stays plain if it does not come. */
export const highlighter = new Store<Highlight | null>(null);

let asked = false;

export function loadHighlighter(): void {
  if (asked) return;
  asked = true;
  import('./highlight-code').then(
    ({ highlightCode }) => highlighter.set(highlightCode),
    () => {
      // Offline, or replaced by a newer build: the next code block may have more luck.
      asked = false;
    },
  );
}
