import type { CoursePassage } from '@/lib/search/passage';
import { englishRarity } from '@/lib/search/text/english-rank';
import { terms } from '@/lib/search/text/terms';
import type { CourseQuestion } from './read-questions';

/** So many terms of a course are asked for, spread over it. */
const TERMS = 80;
const FORMS = [
  '%',
  'What is %?',
  'pls explain %',
  'i dont get %',
  '% ?',
  'How does % work?',
  'why do we need %',
];

/** What a course prints in bold, if a word of it is no everyday one, as it is typed into a search box or asked about in few words. */
export function termQuestions(passages: readonly CoursePassage[]): CourseQuestion[] {
  const files = new Map<string, Set<string>>();
  for (const { text, sourceFile } of passages)
    for (const [, term = ''] of text.matchAll(/\*\*([\p{L}][\p{L}\p{N} _-]{2,24})\*\*/gu)) {
      const key = term.toLowerCase();
      files.set(key, (files.get(key) ?? new Set()).add(sourceFile));
    }
  const few = [...files].filter(
    ([term, { size }]) =>
      size <= 3 && terms(term).length <= 3 && terms(term).some((one) => englishRarity(one) === 1),
  );
  const step = Math.max(1, Math.floor(few.length / TERMS));
  return few
    .filter((_, at) => at % step === 0)
    .map(([term, rel], at) => ({
      kind: 'term',
      q: (FORMS[at % FORMS.length] ?? '%').replace('%', term),
      rel: [...rel],
    }));
}
