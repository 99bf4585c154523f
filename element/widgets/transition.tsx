/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import type { WidgetComponent } from '@/lib/chatkit/protocol';
import { keyedChildren, type NodeProps } from './read-props';
import { useWidget } from './widget-scope';

type Child = { key: string; node: WidgetComponent };

const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Lets its one child come and go softly. One that leaves stays until it has faded, out of reach. */
export function Transition({ node }: NodeProps) {
  const { View } = useWidget();
  const child: Child | undefined = keyedChildren(node)[0];
  const before = useRef<Child | undefined>(child);
  const [, redraw] = useState(0);
  const leaving = before.current && before.current.key !== child?.key && !calm() ? before.current : undefined;
  if (!leaving) before.current = child;
  const gone = () => {
    before.current = child;
    redraw((count) => count + 1);
  };
  return (
    <>
      {leaving && (
        <div key={leaving.key} class="w-transition leaving" inert onAnimationEnd={gone}>
          <View node={leaving.node} />
        </div>
      )}
      {child && (
        <div key={child.key} class="w-transition">
          <div class="w-transition-inner">
            <View node={child.node} />
          </div>
        </div>
      )}
    </>
  );
}
