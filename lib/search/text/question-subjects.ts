import { subjectKey } from './definitions';

const FORMS = [
  /^\W*(?:what|who)(?:\s+exactly)?(?:'s|’s|\s+is|\s+are|\s+does|\s+do)\s+(?<subject>.+?)(?:\s+(?:mean|stand\s+for|do|actually|exactly|in\b.*|used\s+for|for|about))*\W*$/iu,
  /^\W*(?:please\s+)?(?:can\s+you\s+|could\s+you\s+)?(?:define|explain|describe|tell\s+me\s+(?:more\s+)?about|give\s+me\s+a\s+definition\s+of)\s+(?:to\s+me\s+)?(?:what\s+)?(?<subject>.+?)(?:\s+(?:is|are|means))?\W*$/iu,
  /(?:definition|meaning)\s+of\s+(?<subject>.+?)\W*$/iu,
];

const COMPARISONS = [
  /\b(?:difference|choose|choice)s?\s+between\s+(?<one>.+?)\s+and\s+(?<other>.+?)\W*$/iu,
  /\bhow\s+(?:is|are|does|do)\s+(?<one>.+?)\s+differ(?:ent)?\s+from\s+(?<other>.+?)\W*$/iu,
  /\bcompare\s+(?<one>.+?)\s+(?:and|with|to)\s+(?<other>.+?)\W*$/iu,
  /^\W*(?<one>.+?)\s+(?:vs\.?|versus)\s+(?<other>.+?)\W*$/iu,
];

/** Words that a question about one thing may have; longer ones ask for more than a definition. */
const MOST_WORDS = 5;

/** What a question asks to have defined or compared, as keys to compare with defined terms; none for other questions. */
export function questionSubjects(question: string): string[] {
  const line = question.trim();
  for (const form of COMPARISONS) {
    const { one, other } = form.exec(line)?.groups ?? {};
    if (one && other) return [...short(one), ...short(other)];
  }
  for (const form of FORMS) {
    const subject = form.exec(line)?.groups?.subject;
    if (subject) return short(subject);
  }
  // A name alone, as typed into a search box.
  return /^[^?]{2,40}$/.test(line) ? short(line) : [];
}

function short(subject: string): string[] {
  const key = subjectKey(subject);
  return key && key.split(' ').length <= MOST_WORDS ? [key] : [];
}
