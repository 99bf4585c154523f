'use client';

import { useCallback, useEffect, useState } from 'react';

export type Loaded<Value> =
  | { status: 'loading' }
  | { status: 'ready'; value: Value }
  | { status: 'failed'; retry: () => void };

/** Runs `load` while `wanted`, and again on `retry`. `load` must be stable. */
export function useLoaded<Value>(load: () => Promise<Value>, wanted = true): Loaded<Value> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ attempt: number; value?: Value; failed?: true }>({ attempt: 0 });
  const retry = useCallback(() => setAttempt((count) => count + 1), []);

  useEffect(() => {
    if (!wanted) return;
    let current = true;
    load().then(
      (value) => current && setState({ attempt, value }),
      () => current && setState({ attempt, failed: true }),
    );
    return () => {
      current = false;
    };
  }, [load, wanted, attempt]);

  if (state.value !== undefined) return { status: 'ready', value: state.value };
  return state.failed && state.attempt === attempt ? { status: 'failed', retry } : { status: 'loading' };
}
