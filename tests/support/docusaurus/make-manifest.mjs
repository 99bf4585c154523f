/**
 * Writes what Docusaurus made of `site/`: the routes of the docs and, for each, the ids of its headings in their order.
 * To be run where the site was built and Docusaurus is installed: `node make-manifest.mjs <site> > manifest.json`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const site = resolve(process.argv[2] ?? '.');
const installed = createRequire(join(site, 'package.json'));
const { load } = installed('cheerio');
const { version } = installed('@docusaurus/core/package.json');

const build = join(site, 'build');
const pages = installed('globby')
  .sync(['docs/**/index.html', '*/docs/**/index.html'], { cwd: build })
  .sort()
  .map((file) => {
    const headings = load(readFileSync(join(build, file), 'utf8'))('.theme-doc-markdown').find(
      'h1,h2,h3,h4,h5,h6',
    );
    // The heading above the notes at the foot of a page is no heading of the page.
    const ids = headings
      .not('.footnotes > *')
      .toArray()
      .flatMap(({ attribs: { id } }) => (id ? [id] : []));
    return [`/${file.replace(/\/index\.html$/, '')}`, ids];
  });

process.stdout.write(`${JSON.stringify({ version, pages: Object.fromEntries(pages) }, null, 2)}\n`);
