/** How a response ended, whatever its server calls it. */
export type Finish = 'cut' | 'filtered' | 'refused' | 'broken' | 'whole';

/** Reasons to end as servers write them, in lower case. All others are those of a whole answer. */
const FINISHES: Readonly<Record<string, Finish>> = {
  length: 'cut',
  model_length: 'cut',
  max_tokens: 'cut',
  max_output_tokens: 'cut',
  content_filter: 'filtered',
  safety: 'filtered',
  sensitive: 'filtered',
  recitation: 'filtered',
  refusal: 'refused',
  insufficient_system_resource: 'broken',
  network_error: 'broken',
  abort: 'broken',
  cancelled: 'broken',
  error: 'broken',
};

export function finishOf(reason: string): Finish {
  const known = reason.toLowerCase();
  return Object.hasOwn(FINISHES, known) ? (FINISHES[known] ?? 'whole') : 'whole';
}
