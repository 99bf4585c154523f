import { Citations } from '../chatkit/agents/citations';
import type { CoursePassage } from '../search/course-search';
import { visibleText } from '../text/visible-text';
import { speaksOf } from './grounding/speaks-of';
import { passageSource } from './passage-source';

/**
 * Most tokens of passages that one turn gives its model. All of them are sent again with every later call of the turn, and more than
 * this nobody reads for one answer.
 */
const MOST_TOKENS = 8_000;

/** The passages that a turn gives its model to read: each once, under a number that cites it from then on. */
export class TurnPassages {
  private readonly given = new Map<number, CoursePassage>();
  private tokens = 0;
  /** What can be cited, by statements that it speaks of. */
  readonly citations = new Citations((id, statement) => this.speaksOf(id, statement));

  /** @param siteUrl origin of the site, for the links of citations */
  constructor(private readonly siteUrl: string) {}

  /** How many passages were given. */
  get count(): number {
    return this.given.size;
  }

  /** What was given under a number. */
  passage(number: number): CoursePassage | undefined {
    return this.given.get(number);
  }

  /** The number of a passage; the same for the same passage. It can be cited from now on. */
  number(passage: CoursePassage): number {
    const number = this.citations.number(passage.id, passageSource(passage, this.siteUrl));
    this.given.set(number, passage);
    return number;
  }

  /** Passages as a model reads them: those given before by their number alone, and as many of the others as still fit. */
  text(passages: readonly CoursePassage[]): string {
    let left = 0;
    const parts = passages.flatMap((passage) => {
      const known = this.numberOf(passage);
      if (known !== undefined) return [`${marker(known)} is given above.`];
      if (this.count > 0 && this.tokens + passage.tokenCount > MOST_TOKENS) {
        left += 1;
        return [];
      }
      this.tokens += passage.tokenCount;
      return [written(passage, this.number(passage))];
    });
    if (left > 0) parts.push(`${left} more do not fit into this turn. Answer from the passages above.`);
    return parts.join('\n\n');
  }

  private speaksOf(id: string, statement: string): boolean {
    for (const { id: known, lessonTitle, headingPath, text } of this.given.values()) {
      if (known === id) return speaksOf([lessonTitle, ...headingPath, text].join('\n'), statement);
    }
    return false;
  }

  private numberOf({ id }: CoursePassage): number | undefined {
    for (const [number, passage] of this.given) if (passage.id === id) return number;
    return undefined;
  }
}

/** In double brackets, which nobody writes by chance; what models make of it is understood, too (`CitationFilter`). */
export function marker(number: number): string {
  return `[[${number}]]`;
}

function written({ lessonTitle, sectionTitle, text }: CoursePassage, number: number): string {
  const place = [lessonTitle, sectionTitle].filter(Boolean).join(' › ');
  // A text cannot look like the next passage.
  const body = visibleText(text).replace(/^([ \t]*\[)(?=\[\d{1,3}\]\])/gm, '$1 ');
  return `${marker(number)} ${visibleText(place).replaceAll('\n', ' ')}\n${body}`;
}
