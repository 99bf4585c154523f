import { Citations } from '../chatkit/agents/citations';
import type { CoursePassage } from '../search/course-search';
import { visibleText } from '../text/visible-text';
import type { CourseLinks } from './course-links';
import { type PassageTerms, passageTerms, speaksOf } from './grounding/speaks-of';
import { passageSource } from './passage-source';
import { passageText } from './passage-text';

/**
 * Most tokens of passages that one turn gives its model. All of them are sent again with every later call of the turn, and more than
 * this nobody reads for one answer.
 */
const MOST_TOKENS = 8_000;

export interface TurnPassagesOptions {
  /** Origin of the site, for the links of citations and of passages; no slash at the end. */
  siteUrl: string;
  /** Where the links of passages lead; undefined leaves them as they are written. */
  links?: CourseLinks | undefined;
}

/** The passages that a turn gives its model to read: each once, under a number that cites it from then on. */
export class TurnPassages {
  private readonly byNumber = new Map<number, CoursePassage>();
  /** By the ids of passages. */
  private readonly terms = new Map<string, PassageTerms>();
  private tokens = 0;
  /** What can be cited, by statements that it speaks of. */
  readonly citations = new Citations({
    speaksOf: (id, statement) => this.speaksOf(id, statement),
    areExpected: true,
  });

  constructor(private readonly options: TurnPassagesOptions) {}

  /** How many passages were given. */
  get count(): number {
    return this.byNumber.size;
  }

  /** Those of them that were given. */
  given(passages: readonly CoursePassage[]): CoursePassage[] {
    return passages.filter((passage) => this.numberOf(passage) !== undefined);
  }

  /** What was given under a number. */
  passage(number: number): CoursePassage | undefined {
    return this.byNumber.get(number);
  }

  /** The number of a passage; the same for the same passage. It can be cited from now on. */
  number(passage: CoursePassage): number {
    const number = this.citations.number(passage.id, passageSource(passage, this.options.siteUrl));
    if (!this.byNumber.has(number)) {
      this.byNumber.set(number, passage);
      const { lessonTitle, headingPath, text } = passage;
      this.terms.set(passage.id, passageTerms([lessonTitle, ...headingPath, text].join('\n')));
    }
    return number;
  }

  /** Passages as a model reads them: those given before by their number alone, and as many of the others as still fit. */
  text(passages: readonly CoursePassage[]): string {
    const parts: string[] = [];
    let above: string[] = [];
    let left = 0;
    const endAbove = () => {
      if (above.length > 0) parts.push(`${above.join(', ')} ${above.length > 1 ? 'are' : 'is'} given above.`);
      above = [];
    };
    for (const passage of passages) {
      const known = this.numberOf(passage);
      if (known !== undefined) {
        above.push(marker(known));
        continue;
      }
      if (this.count > 0 && this.tokens + passage.tokenCount > MOST_TOKENS) {
        left += 1;
        continue;
      }
      endAbove();
      this.tokens += passage.tokenCount;
      parts.push(this.written(passage, this.number(passage)));
    }
    endAbove();
    if (left > 0) parts.push(`${left} more do not fit into this turn. Answer from the passages above.`);
    return parts.join('\n\n');
  }

  private written(passage: CoursePassage, number: number): string {
    const place = [passage.lessonTitle, passage.sectionTitle].filter(Boolean).join(' › ');
    // A text cannot look like the next passage.
    const body = passageText(passage, this.options).replace(/^([ \t]*\[)(?=\[\d{1,3}\]\])/gm, '$1 ');
    return `${marker(number)} ${visibleText(place).replaceAll('\n', ' ')}\n${body}`;
  }

  private speaksOf(id: string, statement: string): boolean {
    const own = this.terms.get(id);
    return own !== undefined && speaksOf(own, statement, this.terms.values());
  }

  private numberOf({ id }: CoursePassage): number | undefined {
    for (const [number, passage] of this.byNumber) if (passage.id === id) return number;
    return undefined;
  }
}

/** In double brackets, which nobody writes by chance; what models make of it is understood, too (`CitationFilter`). */
export function marker(number: number): string {
  return `[[${number}]]`;
}
