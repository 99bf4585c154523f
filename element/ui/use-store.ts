import { useLayoutEffect, useReducer } from 'preact/hooks';
import type { Store } from '../thread/store';

/** The value of a store; renders again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  const shown = store.value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: subscribing anew at every change is for nothing
  useLayoutEffect(() => {
    // It may have changed between render and effect.
    if (!Object.is(store.value, shown)) redraw();
    return store.subscribe(() => redraw());
  }, [store]);
  return shown;
}
