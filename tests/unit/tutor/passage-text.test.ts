import { OpenAIChatCompletionsModel } from '@openai/agents';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import OpenAI from 'openai';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedLink } from '@/lib/chatkit/links/allowed-links';
import { courseDocuments, headings, parseLesson, readCourse } from '@/lib/search/course';
import { documentPassages } from '@/lib/search/course-passages';
import { courseShape } from '@/lib/search/course-shape';
import { LocalCourseSearch } from '@/lib/search/local-course-search';
import { type CourseLessons, CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { CourseLinks } from '@/lib/tutor/course-links';
import { GuideModel } from '@/lib/tutor/guide/guide-model';
import { linkedText } from '@/lib/tutor/linked-text';
import { createModels } from '@/lib/tutor/models';
import { passageSource } from '@/lib/tutor/passage-source';
import { passageLinks, passageText } from '@/lib/tutor/passage-text';
import { TurnPassages } from '@/lib/tutor/turn-passages';
import { MARKDOWN_FRAGMENTS } from '../../support/hostile-texts/markdown-fragments';
import { samplePassage } from '../../support/sample-passage';
import { ScriptedOpenAI, searchThenSay } from '../../support/scripted-openai';
import { turnContext } from '../../support/turn-context';
import { answered, TutorInMemory } from '../../support/tutor-in-memory';
import { page, tinyCourse } from '../course/tiny-course';

const SITE = 'https://learn.test';
const CHAPTER = 'module-1-ros2/chapter-1-basics';

let links: CourseLinks;
let remove: () => Promise<void>;

beforeAll(async () => {
  const course = await tinyCourse({
    'course.json': JSON.stringify({
      modules: [
        { id: 'ros2', dir: 'module-1-ros2', name: 'ROS 2' },
        { id: 'gazebo', dir: 'module-2-simulation', name: 'Simulation' },
      ],
      limits: { chapter: 20, lesson: 15 },
      route: '/docs',
      locales: { default: 'en', others: ['ur'] },
    }),
    'module-1-ros2/README.md': page({ title: 'ROS 2' }),
    [`${CHAPTER}/README.md`]: page({ title: 'Basics' }),
    [`${CHAPTER}/01-topics.md`]: page(
      { title: 'Topics' },
      '# Topics\n\nText.\n\n## Quality of service\n\nText.\n\n[spawn]: ../../module-2-simulation/chapter-4-worlds/02-spawning.md\n[Gone]: ./gone.md\n',
    ),
    [`${CHAPTER}/02-nodes.mdx`]: page({ title: 'Nodes', slug: 'all-nodes' }),
    'module-2-simulation/README.md': page({ title: 'Simulation' }),
    'module-2-simulation/chapter-4-worlds/02-spawning.md': page(
      { title: 'Spawning' },
      '# Spawning\n\n## A robot {#robot}\n\n## Ein Roboter für alle\n\nText.\n',
    ),
    'glossary.md': page({ title: 'Glossary' }),
    '../i18n/ur/docusaurus-plugin-content-docs/current/module-1-ros2/chapter-1-basics/01-topics.md': page({
      title: 'موضوعات',
    }),
  });
  links = new CourseLinks(await readCourse(course.dir));
  remove = course.remove;
});

afterAll(() => remove());

const TOPICS = {
  sourceFile: `${CHAPTER}/01-topics.md`,
  path: '/docs/module-1-ros2/chapter-1-basics/topics#quality-of-service',
};
const SPAWNING = '/docs/module-2-simulation/chapter-4-worlds/spawning';
const NODES = '/docs/module-1-ros2/chapter-1-basics/all-nodes';

describe('a link of a page', () => {
  test.each([
    ['a file of another chapter', '../../module-2-simulation/chapter-4-worlds/02-spawning.md', SPAWNING],
    [
      'a section of it',
      '../../module-2-simulation/chapter-4-worlds/02-spawning.md#robot',
      `${SPAWNING}#robot`,
    ],
    [
      'a section in another script',
      '../../module-2-simulation/chapter-4-worlds/02-spawning.md#ein-roboter-für-alle',
      `${SPAWNING}#ein-roboter-f%C3%BCr-alle`,
    ],
    [
      'the same, encoded',
      '../../module-2-simulation/chapter-4-worlds/02-spawning.md#ein-roboter-f%C3%BCr-alle',
      `${SPAWNING}#ein-roboter-f%C3%BCr-alle`,
    ],
    ['a section that is not there', '../../module-2-simulation/chapter-4-worlds/02-spawning.md#x', SPAWNING],
    [
      'a question behind it',
      '../../module-2-simulation/chapter-4-worlds/02-spawning.md?a=1#robot',
      `${SPAWNING}#robot`,
    ],
    ['a file beside it', '02-nodes.mdx', NODES],
    ['a file beside it, from here', './02-nodes.mdx', NODES],
    ['a file without its ending', './02-nodes', NODES],
    ['a page beside it by its address', './all-nodes', NODES],
    ['a page by its address, as with a slash at the end', '../all-nodes', NODES],
    ['a directory', './', '/docs/module-1-ros2/chapter-1-basics'],
    ['a directory above', '../', '/docs/module-1-ros2'],
    ['a directory by its page', '../../module-2-simulation/README.md', '/docs/module-2-simulation'],
    ['a directory by its name', '../../module-2-simulation', '/docs/module-2-simulation'],
    ['a file from the root of the course', 'module-2-simulation/chapter-4-worlds/02-spawning.md', SPAWNING],
    ['the same with a slash', '/module-2-simulation/chapter-4-worlds/02-spawning.md', SPAWNING],
    [
      'the same by the alias of the site',
      '@site/docs/module-2-simulation/chapter-4-worlds/02-spawning.md',
      SPAWNING,
    ],
    ['an address of the site', `${SPAWNING}`, SPAWNING],
    ['an address with a slash', `${SPAWNING}/`, SPAWNING],
    ['an address with its section', `${SPAWNING}#robot`, `${SPAWNING}#robot`],
    ['an address with an ending', `${SPAWNING}.html`, SPAWNING],
    [
      'a section of the page',
      '#quality-of-service',
      '/docs/module-1-ros2/chapter-1-basics/topics#quality-of-service',
    ],
    ['a page outside modules', '/docs/glossary', '/docs/glossary'],
    ['the web', 'https://docs.ros.org/en/jazzy/', 'https://docs.ros.org/en/jazzy/'],
    ['mail', 'mailto:a@school.test', 'mailto:a@school.test'],
    ['nothing by a file', './gone.md', undefined],
    ['nothing by an address', '/docs/gone', undefined],
    ['a page that is none of the course', '/signin', undefined],
    ['above the course', '../../../../../etc/passwd', undefined],
    ['a picture', './img/topics.png', undefined],
    ['a script', 'javascript:alert(1)', undefined],
    ['another site without a scheme', '//evil.test/docs/glossary', undefined],
    ['another site with backslashes', '\\\\evil.test/docs/glossary', undefined],
    ['half an escape', './%E0%A4%A.md', undefined],
    ['nonsense', 'http', undefined],
  ])('to %s', (_, href, target) => {
    expect(links.resolve(href, TOPICS)).toBe(target);
  });

  test('of a translation leads to the translation, or to the page that is not translated', () => {
    const sourceFile = `i18n/ur/docusaurus-plugin-content-docs/current/${CHAPTER}/02-nodes.md`;
    const source = { sourceFile, path: '/ur/docs/module-1-ros2/chapter-1-basics/all-nodes' };
    expect(links.resolve('./01-topics.md', source)).toBe('/ur/docs/module-1-ros2/chapter-1-basics/topics');
    expect(links.resolve('../../module-2-simulation/chapter-4-worlds/02-spawning.md', source)).toBe(SPAWNING);
  });

  test('of a page that the course on disk does not have leads nowhere, but by whole paths', () => {
    const source = { sourceFile: 'elsewhere/x.md', path: '/docs/elsewhere/x' };
    expect(links.resolve('./y.md', source)).toBeUndefined();
    expect(links.resolve('/docs/glossary', source)).toBe('/docs/glossary');
  });
});

describe('the text of a passage', () => {
  const given = (text: string) => passageText(samplePassage({ text, ...TOPICS }), { siteUrl: SITE, links });

  test.each([
    [
      'See [Spawning](../../module-2-simulation/chapter-4-worlds/02-spawning.md).',
      `See [Spawning](${SITE}${SPAWNING}).`,
    ],
    [
      'See [**Spawning** `a](b)`](../../module-2-simulation/chapter-4-worlds/02-spawning "x").',
      `See [**Spawning** \`a](b)\`](${SITE}${SPAWNING}).`,
    ],
    [
      'See [that](./gone.md) and [this](#quality-of-service).',
      `See that and [this](${SITE}/docs/module-1-ros2/chapter-1-basics/topics#quality-of-service).`,
    ],
    [
      'See [Spawning][spawn], [spawn][] and [spawn].',
      `See [Spawning](${SITE}${SPAWNING}), [spawn](${SITE}${SPAWNING}) and [spawn](${SITE}${SPAWNING}).`,
    ],
    ['See [it][gone] and [gone].', 'See it and gone.'],
    ['See [a] [x][y] m[i][j].', 'See [a] [x][y] m[i][j].'],
    ['See [b].\n\n[b]: 02-nodes.mdx "Nodes"', `See [b](${SITE}${NODES}).\n\n`],
    ['![The graph](./img/graph.png) shows it.', 'The graph shows it.'],
    ['[![The graph](./img/graph.png)](02-nodes.mdx)', `[The graph](${SITE}${NODES})`],
    ['![](./img/graph.png)Text', 'Text'],
    ['[](02-nodes.mdx)Text', 'Text'],
    [
      '`[a](./gone.md)` and\n\n```md\n[a](./gone.md)\n```',
      '`[a](./gone.md)` and\n\n```md\n[a](./gone.md)\n```',
    ],
    [
      'See <https://docs.ros.org/>, https://docs.ros.org and [docs](https://docs.ros.org/ "a").',
      'See <https://docs.ros.org/>, https://docs.ros.org and [docs](https://docs.ros.org/ "a").',
    ],
    ['> - [a\n>   b](02-nodes.mdx)', `> - [a\n>   b](${SITE}${NODES})`],
    ['| a |\n|---|\n| [b](./gone.md) |', '| a |\n|---|\n| b |'],
    [
      '<a href="02-nodes.mdx" class="x">n</a> <a href=\'gone\'>g</a> <img src="a.png" alt="A graph">',
      `<a href="${SITE}${NODES}" class="x">n</a> <a>g</a> A graph`,
    ],
    ['\\[no](link) and a \\] b', '\\[no](link) and a \\] b'],
    [':::note[Read [this](02-nodes.mdx)]\nText.\n:::', `:::note[Read [this](${SITE}${NODES})]\nText.\n:::`],
    ['[[a](./gone.md)](02-nodes.mdx)', `[a](${SITE}${NODES})`],
    ['plain', 'plain'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(given(text)).toBe(expected);
  });

  test('has no link that leads nowhere while the course cannot be read, or takes long', async () => {
    const text = 'See [a](b.md), [c](/docs/c) and [d](https://docs.ros.org/).';
    const answer = new OpenAIChatCompletionsModel(new OpenAI({ apiKey: 'none' }), 'any');
    const lessons = new CourseLessonsOnDisk('no-such-directory');
    const slow: CourseLessons = Object.assign(new CourseLessonsOnDisk('content'), {
      links: () => new Promise(() => undefined),
    });
    for (const none of [lessons, slow]) {
      const known = await passageLinks({ models: { answer }, lessons: none }, 20);
      const turn = { ...turnContext().request, links: known };
      expect(passageText(samplePassage({ text }), turn)).toBe('See a, c and [d](https://docs.ros.org/).');
    }
    expect(await passageLinks({ models: { answer: new GuideModel() }, lessons })).toBeUndefined();
  });

  test('has links in no other form without a course to look into', () => {
    expect(passageText(samplePassage({ text: '[a](b.md)' }), turnContext().request)).toBe('[a](b.md)');
  });

  test('has no link that leads nowhere, however it is written, and a second time changes nothing', () => {
    const resolve = (href: string) => (/^(?:https?:|mailto:)/.test(href) ? href : undefined);
    const markdown = fc
      .array(fc.constantFrom(...MARKDOWN_FRAGMENTS), { maxLength: 14 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(markdown, (text) => {
        const linked = linkedText(text, { resolve });
        expect(linkedText(text, { resolve })).toBe(linked);
        expect(linksOf(parseLesson(linked)).filter((href) => !/^[a-z][a-z\d+.-]*:/i.test(href))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('over the whole course', () => {
  test('every link of every passage leads to a page and a section that are there, and nothing else is changed', async () => {
    const course = await readCourse('content');
    const own = new CourseLinks(course);
    const pages = new Map(courseDocuments(course).map((document) => [document.path, document]));
    const wanted = { relative: 0, kept: 0 };
    const passages = courseDocuments(course).flatMap((document) =>
      documentPassages(document, { bookId: 'book', moduleTitle: 'Module' }),
    );
    for (const passage of passages) {
      const before = parseLesson(passage.text);
      const text = passageText(passage, { siteUrl: SITE, links: own });
      const after = parseLesson(text);
      wanted.relative += linksOf(before).filter((href) => !/^https?:/.test(href)).length;
      for (const href of linksOf(after)) {
        expect(href).toMatch(/^https?:/);
        if (!href.startsWith(`${SITE}/`)) continue;
        wanted.kept += 1;
        const { pathname, hash } = new URL(href);
        const document = pages.get(pathname);
        expect(document, href).toBeDefined();
        if (hash && document)
          expect(headings(document.body).map(({ anchor }) => anchor)).toContain(hash.slice(1));
        expect(allowedLink(href, [`${SITE}/docs/`])).toBe(href);
      }
      expect(textOf(after)).toBe(textOf(before));
      expect(codeOf(after)).toEqual(codeOf(before));
      const turn = new TurnPassages({ siteUrl: SITE, links: own });
      turn.number(passage);
      expect(turn.citations.resolve(1)).toEqual(passageSource(passage, SITE));
    }
    expect(wanted.relative).toBeGreaterThan(50);
    expect(wanted.kept).toBe(wanted.relative);
  });
});

test.each(['responses', 'chat_completions'] as const)(
  'a link that a model copies out of a passage is a link of its answer (over %s)',
  async (api) => {
    const openai = await ScriptedOpenAI.start();
    const { answer } = createModels({
      kind: 'openai',
      apiKey: 'key',
      baseUrl: openai.baseUrl,
      api,
      model: 'm',
      titleModel: 'm',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
    });
    const lessons = new CourseLessonsOnDisk('content');
    await lessons.links();
    const tutor = new TutorInMemory({
      search: new LocalCourseSearch({ courseDir: 'content', bookId: 'book' }),
      course: courseShape('content'),
      lessons,
      model: answer,
    });
    const search = searchThenSay('bridge file config_file launch sim.launch.py', '');
    openai.play((request) => {
      const link = /\[[^\]]+\]\(https:\/\/learn\.test\/docs\/[^)]+\)/.exec(
        JSON.stringify(request.input.at(-1)),
      )?.[0];
      return link === undefined ? search(request) : { kind: 'text', text: `Go on with ${link}.` };
    });
    const { text } = answered(await tutor.ask(['How does the bridge read its file?']));
    expect(text).toMatch(/^Go on with \[[^\]]+\]\(https:\/\/learn\.test\/docs\/[\w/-]+\)\.$/);
    expect(JSON.stringify(openai.requests)).not.toMatch(/\]\((?!https?:)[^)\s]*\.md/);
    await openai.stop();
  },
);

test('an answer may link the course in each of its languages, and in no other', async () => {
  const openai = await ScriptedOpenAI.start();
  const { answer } = createModels({
    kind: 'openai',
    apiKey: 'key',
    baseUrl: openai.baseUrl,
    api: 'responses',
    model: 'm',
    titleModel: 'm',
    transcribeModel: 'none',
    idleTimeoutMs: 60_000,
  });
  const lessons = new CourseLessonsOnDisk('content');
  await lessons.links();
  const tutor = new TutorInMemory({
    search: new LocalCourseSearch({ courseDir: 'content', bookId: 'book' }),
    course: { ...courseShape('content'), locales: { default: 'en', others: ['ur'] } },
    lessons,
    model: answer,
  });
  const link = (path: string) => `[a](${SITE}${path}/docs/module-1/x)`;
  openai.play(() => ({ kind: 'text', text: `${link('')} ${link('/ur')} ${link('/fr')}` }));
  const { text } = answered(await tutor.ask(['Where do I read on?']));
  expect(text).toContain(`${link('')} ${link('/ur')} [a]`);
  expect(text).not.toContain(link('/fr'));
  await openai.stop();
});

function linksOf(tree: Nodes): string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') found.push(node.url);
  });
  return found;
}

function codeOf(tree: Nodes): string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    if (node.type === 'code' || node.type === 'inlineCode') found.push(node.value);
  });
  return found;
}
