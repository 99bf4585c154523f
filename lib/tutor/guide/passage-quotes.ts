import type { FoundPassage } from '../search-tool';
import type { Quote } from './quote';

/** A passage with what is quoted of it. */
export interface PassageQuotes {
  passage: FoundPassage;
  quotes: Quote[];
}
