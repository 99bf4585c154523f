import { visibleText } from '../../text/visible-text';
import { withoutBareLinks } from './bare-links';

/** A link or a picture, if it leads anywhere: `f[i](x)` does not. */
const LINK = /!?\[([^[\]]*)\]\(\s*<?(?:[a-z][a-z\d+.-]*:|[/\\])[^()]*(?:\([^()]*\)[^()]*)*\)/gi;

/**
 * A line that is shown as it is, such as a title or a quotation: without hidden characters, with the words of links, and with
 * the names of hosts in place of addresses, so that nobody's renderer makes a link of it.
 */
export function plainLine(text: string): string {
  return withoutLinks(visibleText(text))
    .split(/(\s+)/)
    .map((word) => withoutBareLinks(word, '', () => false))
    .join('');
}

/** From the inside out, since a picture may stand in a link. */
function withoutLinks(text: string): string {
  const without = text.replace(LINK, '$1');
  return without === text ? text : withoutLinks(without);
}
