import { posix } from 'node:path';
import { visit } from 'unist-util-visit';
import { type Course, type CourseDocument, courseDocuments, headings, parseLesson } from '../search/course';
import type { CoursePassage } from '../search/passage';

/** Where a passage stands: what its links are seen from. */
export type LinkSource = Pick<CoursePassage, 'path' | 'sourceFile'>;

const WEB = /^(?:https?:\/\/|mailto:)/i;
const HAS_SCHEME = /^(?:[a-z][a-z\d+.-]*:|\/\/|\\)/i;
/** What Docusaurus puts before the path of a file of the site. */
const SITE_ALIAS = /^@site\/[^/]+\//;

/** Where the links of a course lead that its authors wrote as files, as paths or as sections. */
export class CourseLinks {
  private readonly byFile: ReadonlyMap<string, CourseDocument>;
  private readonly byPath: ReadonlyMap<string, CourseDocument>;
  private readonly anchors = new Map<CourseDocument, ReadonlySet<string>>();
  private readonly defined = new Map<CourseDocument, string>();

  constructor(course: Pick<Course, 'modules' | 'pages' | 'translations'>) {
    const documents = [...courseDocuments(course), ...course.translations];
    this.byFile = new Map(documents.map((document) => [document.sourceFile, document]));
    this.byPath = new Map(documents.map((document) => [document.path, document]));
  }

  /**
   * @param href as it is written in the page
   * @returns an address of the web as it is; a path of the site, with the anchor if the page has it; undefined where there is nothing
   */
  resolve(href: string, source: LinkSource): string | undefined {
    if (WEB.test(href)) return href;
    if (HAS_SCHEME.test(href)) return undefined;
    const [, written = '', fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
    const target = this.target(written, source);
    if (!target) return undefined;
    const anchor = decode(fragment ?? '');
    return this.anchorsOf(target).has(anchor) ? `${target.path}#${encodeURIComponent(anchor)}` : target.path;
  }

  /** The definitions of the page, which its references may be far from; Markdown. */
  definitions(source: LinkSource): string {
    const page = this.page(source);
    if (!page) return '';
    const known = this.defined.get(page);
    if (known !== undefined) return known;
    const found: string[] = [];
    visit(parseLesson(page.body), 'definition', ({ position }) => {
      found.push(page.body.slice(position?.start.offset, position?.end.offset));
    });
    this.defined.set(page, found.join('\n'));
    return found.join('\n');
  }

  private page({ path, sourceFile }: LinkSource): CourseDocument | undefined {
    return this.byFile.get(sourceFile) ?? this.byPath.get(path.replace(/#.*$/s, ''));
  }

  private target(written: string, source: LinkSource): CourseDocument | undefined {
    const page = this.page(source);
    if (written === '') return page;
    const found = this.filesOf(decode(written), page?.sourceFile ?? source.sourceFile)
      .map((file) => this.byFile.get(file))
      .find((document) => document !== undefined);
    return found ?? this.atAddress(written, page?.path ?? source.path);
  }

  /** Seen from the file itself, then from the root of its pages and from that of the course, which has what is not translated. */
  private filesOf(written: string, sourceFile: string): string[] {
    const root = /^(?:i18n\/[^/]+\/[^/]+\/current\/)?/.exec(sourceFile)?.[0] ?? '';
    const bare = written.replace(SITE_ALIAS, '');
    const isOfRoot = bare !== written || bare.startsWith('/');
    const own = posix.dirname(sourceFile);
    const places = isOfRoot ? [root, ''] : [own, own.slice(root.length), root, ''];
    return places.flatMap((place) => namesOf(posix.join(place, bare).replace(/^\/|\/$/g, '')));
  }

  /** As a browser follows it, from the page with a slash behind its address or without. */
  private atAddress(written: string, path: string): CourseDocument | undefined {
    const page = path.replace(/#.*$/s, '').replace(/\/$/, '');
    const addresses = [page, `${page}/`].flatMap((from) => {
      const site = 'https://site.invalid';
      if (!URL.canParse(from, site)) return [];
      const base = new URL(from, site);
      if (!URL.canParse(written, base.href)) return [];
      const { origin, pathname } = new URL(written, base);
      return origin === site ? [decode(pathname).replace(/(?<=.)\/$/, '')] : [];
    });
    return addresses
      .flatMap((address) => [address, address.replace(/\.(?:html|mdx?)$/i, '')])
      .map((address) => this.byPath.get(address))
      .find((document) => document !== undefined);
  }

  private anchorsOf(document: CourseDocument): ReadonlySet<string> {
    const known = this.anchors.get(document);
    if (known) return known;
    const found = new Set(headings(document.body).map(({ anchor }) => anchor));
    this.anchors.set(document, found);
    return found;
  }
}

/** What a name without an ending may mean: a file, or the page of a directory. */
function namesOf(target: string): string[] {
  if (/\.mdx?$/i.test(target)) return [target];
  const names = [
    target,
    ...['README', 'index', posix.basename(target)].map((name) => posix.join(target, name)),
  ];
  return names.flatMap((name) => [`${name}.md`, `${name}.mdx`]);
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
