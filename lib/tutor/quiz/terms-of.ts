import type { LessonPart } from './lesson-parts';
import { readTerm } from './read-term';
import type { Term } from './term';

/** The statements of a lesson that begin with a term, in order. `body`: its Markdown. */
export function termsOf(parts: readonly LessonPart[], body: string): Term[] {
  return parts.flatMap((part) =>
    statements(part).flatMap((text) => readTerm(part.section, text, body) ?? []),
  );
}

function statements(part: LessonPart): string[] {
  switch (part.kind) {
    case 'sentence':
      return [part.text];
    case 'list':
      return part.items;
    case 'table':
      // A glossary is a table, and its cells are sentences.
      return part.rows.flat().filter((cell) => cell.endsWith('.'));
    default:
      return part satisfies never;
  }
}
