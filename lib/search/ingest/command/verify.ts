import { builtSite } from '../../links/built-site';
import { verifyLinks } from '../../links/verify-links';
import { brokenPages } from '../ingest';
import { type CommandOutput, EXIT, type IngestSetup } from './ingest-setup';
import { count, readSource } from './read-source';
import { storedInQdrant } from './stored-in-qdrant';
import { storedLocally } from './stored-locally';

/** Most wrong things that are printed of one kind. */
const MOST_NAMED = 20;

/** Checks that every passage is stored whole where it should be, and that its link opens on the built site. */
export async function verify(
  setup: IngestSetup,
  output: CommandOutput,
  site: string | undefined,
): Promise<number> {
  const { pages, localPages } = await readSource(setup, output);
  let isWrong = false;

  const local = await storedLocally(setup);
  if (local) told('Index', setup.indexFile, local.length, brokenPages(localPages, local));
  else output.line(`Index      ${setup.indexFile}: nothing yet; the server builds it when it starts`);
  if (setup.qdrant) {
    const stored = (await storedInQdrant(setup.qdrant.passages, setup.bookId)) ?? [];
    told('Qdrant', setup.qdrant.name, stored.length, brokenPages(pages, stored));
  }

  const passages = pages.flatMap((page) => page.passages());
  const place = site ?? setup.builtSite;
  const bar = output.progress('Links     ');
  const { checked, dead } = await verifyLinks(passages, builtSite(place), (done, total) =>
    bar.show(done, total),
  );
  bar.end();
  output.line(
    `Links      ${place}: ${count(checked, 'link')} of ${count(passages.length, 'passage')} checked, ${dead.length} dead`,
  );
  for (const { path, sourceFile, reason } of dead.slice(0, MOST_NAMED)) {
    output.line(
      `           ${path} (${sourceFile}): ${reason === 'page' ? 'no such page' : 'no such heading'}`,
    );
  }
  return isWrong || dead.length > 0 ? EXIT.wrong : EXIT.done;

  function told(label: string, name: string, passages: number, broken: string[]): void {
    isWrong ||= broken.length > 0;
    const state = broken.length
      ? `${count(broken.length, 'page')} not as in the course`
      : 'every page is whole';
    output.line(`${label.padEnd(11)}${name}: ${count(passages, 'passage')}, ${state}`);
    for (const page of broken.slice(0, MOST_NAMED)) output.line(`           ${page}`);
  }
}
