const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** What a student reads who waits for a server that is full. @param position 1 for the next one, 0 when the wait is over */
export function queuePosition(position: number): string {
  if (position === 0) return 'It is your turn. The tutor is working on your answer…';
  if (position === 1) return 'The tutor is busy: you are next in line.';
  const suffix = SUFFIXES[ORDINALS.select(position)] ?? 'th';
  return `The tutor is busy: you are ${position}${suffix} in line.`;
}
