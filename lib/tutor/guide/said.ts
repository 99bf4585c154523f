import type { Turn } from './turn';

/** Whether a piece of a lesson has been quoted in this conversation, or is what the student asks about. */
export function saidBefore({ history, quoted }: Pick<Turn, 'history' | 'quoted'>): (text: string) => boolean {
  const answers = history.filter(({ role }) => role === 'assistant').map(({ text }) => text);
  const said = spaced([...answers, quoted ?? ''].join('\n'));
  return (text) => said.includes(spaced(text));
}

/** One line without markers. */
function spaced(text: string): string {
  return text
    .replace(/\[\[\d+\]\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
