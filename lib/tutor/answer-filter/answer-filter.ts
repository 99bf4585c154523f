import type { TextFilter } from '../../chatkit/agents/text-filter';
import { VisibleTextStream } from '../../text/visible-text-stream';
import type { LinkPolicy } from './course-links';
import { LinkFilter } from './link-filter';

/** What every text of the tutor's model goes through before a student sees it: nothing hidden, no way off the course. */
export function answerFilter(isAllowed: LinkPolicy): TextFilter {
  // In this order: what stood on both sides of a hidden character may make a link.
  const visible = new VisibleTextStream();
  const links = new LinkFilter(isAllowed);
  return {
    push: (delta) => links.push(visible.push(delta)),
    end: () => links.push(visible.end()) + links.end(),
  };
}
