import { statedFacts } from './stated-facts';
import type { Turn } from './turn';

/** The student's name: as they said it last, else from their profile. */
export function knownName({ history, question, profile }: Turn): string | undefined {
  const said = [...history.filter(({ role }) => role === 'user').map(({ text }) => text), question];
  return said.map((text) => statedFacts(text).name).findLast((name) => name !== undefined) ?? profile.name;
}
