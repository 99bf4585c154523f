/** @jsxImportSource preact */
import { useMemo, useRef } from 'preact/hooks';
import type { WidgetItem } from '@/lib/chatkit/protocol';
import type { ThreadStore } from '../chat/chat-context';
import type { ItemEntry } from '../thread/entry';
import { useScope } from '../ui/chat-scope';
import { useSelected } from '../ui/use-selected';
import { labelledFields } from './labelled-fields';
import { NodeView } from './node-view';
import { useFiring } from './use-firing';
import { useInert } from './use-inert';
import { usePageScheme } from './use-theme';
import { SchemeContext, WidgetContext, type WidgetScope } from './widget-scope';

interface WidgetProps {
  item: WidgetItem;
  phase: ItemEntry['phase'];
  /** It came while this page was open. */
  arrived: boolean;
  store: ThreadStore;
  imageDomains: string[] | undefined;
}

/** A widget with everything in it (spec element 3). */
export function Widget({ item, phase, arrived, store, imageDomains }: WidgetProps) {
  const { settings, words } = useScope();
  const box = useRef<HTMLDivElement>(null);
  const { running, failed, fire } = useFiring(item, store);
  const blocked = useSelected(store, (thread) => thread.run.kind === 'running');
  const open = useSelected(store, (thread) => thread.status.type === 'active');
  const scheme = usePageScheme(settings.theme);
  const labelled = useMemo(() => labelledFields(item.widget), [item.widget]);
  const covered = [...running.values()].includes('container');
  useInert(box, covered);
  const scope: WidgetScope = {
    item,
    imageDomains,
    // What was unfinished when its turn was stopped is not on the server.
    disabled: !open || phase === 'stopped',
    blocked,
    arrived,
    labelled,
    loading: running,
    fire,
    View: NodeView,
  };
  return (
    <WidgetContext.Provider value={scope}>
      <SchemeContext.Provider value={scheme}>
        <div
          class={covered ? 'w covered' : 'w'}
          part="widget"
          aria-busy={covered || phase === 'streaming' || undefined}
        >
          <div ref={box} class="w-cover">
            <NodeView node={item.widget} />
          </div>
          {covered && <span class="w-progress" role="status" aria-label={words.working} />}
          {failed && <p class="w-error">{words.actionFailed}</p>}
        </div>
      </SchemeContext.Provider>
    </WidgetContext.Provider>
  );
}
