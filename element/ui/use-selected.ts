import { useLayoutEffect, useReducer } from 'preact/hooks';
import type { Store } from '../thread/store';

/** A part of a store's value; renders again only when that part changes, however often the rest does. */
export function useSelected<T, S>(store: Store<T>, select: (value: T) => S): S {
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  const shown = select(store.value);
  useLayoutEffect(() => {
    const check = () => {
      if (!Object.is(select(store.value), shown)) redraw();
    };
    check();
    return store.subscribe(check);
  });
  return shown;
}
