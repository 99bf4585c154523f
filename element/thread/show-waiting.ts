import type { ThreadState } from './thread-state';

/** The line that says what is waited for, while a turn runs. `keep`: what was said last stays, if anything was. */
export function showWaiting(state: ThreadState, text: string, keep: boolean): ThreadState {
  if (state.run.kind !== 'running') return state;
  const progress = (keep && state.run.progress) || { text, icon: undefined };
  return { ...state, run: { ...state.run, waiting: true, progress } };
}
