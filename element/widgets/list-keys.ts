import type { Option } from './read-props';

/** What a key does in a listbox: moves, takes, closes, or nothing of ours. */
export type ListMove = { kind: 'to'; at: number } | { kind: 'take' } | { kind: 'close' } | { kind: 'none' };

const NONE: ListMove = { kind: 'none' };

/** The next option from `at` in `step` direction that can be chosen; `at` itself if there is none. */
function enabledFrom(options: Option[], at: number, step: 1 | -1): number {
  for (let next = at + step; next >= 0 && next < options.length; next += step) {
    if (!options[next]?.disabled) return next;
  }
  return at;
}

export function listMove(key: string, options: Option[], at: number): ListMove {
  switch (key) {
    case 'ArrowDown':
      return { kind: 'to', at: enabledFrom(options, at, 1) };
    case 'ArrowUp':
      return { kind: 'to', at: enabledFrom(options, at < 0 ? options.length : at, -1) };
    case 'Home':
      return { kind: 'to', at: enabledFrom(options, -1, 1) };
    case 'End':
      return { kind: 'to', at: enabledFrom(options, options.length, -1) };
    case 'Enter':
      return { kind: 'take' };
    case 'Escape':
    case 'Tab':
      return { kind: 'close' };
    default:
      return NONE;
  }
}

/** The first option that begins with what was typed, from behind `at` on, around the end. */
export function optionStarting(options: Option[], typed: string, at: number): number {
  const wanted = typed.toLowerCase();
  const order = options.map(
    (_, step) => (Math.max(0, at) + step + (typed.length > 1 ? 0 : 1)) % options.length,
  );
  return (
    order.find((place) => {
      const option = options[place];
      return option && !option.disabled && option.label.toLowerCase().startsWith(wanted);
    }) ?? -1
  );
}
