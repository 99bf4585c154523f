import { STOP_WORDS } from '../../search/text/stop-words';
import { words } from '../../search/text/words';

/** Whether a text names one of the content words of a term, in whatever form. */
export function sameTopic(term: string, text: string): boolean {
  const said = keys(text);
  return [...keys(term)].some((key) => said.has(key));
}

function keys(text: string): Set<string> {
  return new Set(
    words(text)
      .filter(({ surface }) => !STOP_WORDS.has(surface))
      .flatMap(({ whole, parts }) => [whole, ...parts]),
  );
}
