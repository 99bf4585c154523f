import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { courseDocuments, readCourse } from '@/lib/search/course';
import { tinyCourse } from './tiny-course';

const CHAPTER = 'module-1-ros2/chapter-1-x';
const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((remove) => remove()));
});

async function read(files: Record<string, string>) {
  const { dir, remove } = await tinyCourse(files);
  cleanups.push(remove);
  const { warnings, ...course } = await readCourse(dir);
  return { dir, body: courseDocuments(course)[0]?.body, warnings };
}

async function plain(source: string, others: Record<string, string> = {}) {
  return read({ [`${CHAPTER}/01-a.mdx`]: source, ...others });
}

describe('a page in MDX', () => {
  it.each([
    [
      'imports and exports',
      "import A from '@theme/A';\n\nexport const a = {\n  b: 1,\n};\n\nText.\n",
      'Text.\n',
    ],
    ['tags', 'Press <kbd>Ctrl</kbd> and <b>*hold* it</b>.\n', 'Press Ctrl and *hold* it.\n'],
    ['expressions', "It is {'so'}, {3}, {`true`} and {run()}.\n", 'It is so, 3, true and .\n'],
    ['comments', 'One {/* no */}<!-- no\nno -->two.\n\n{/* no */}\n\nThree.\n', 'One two.\n\nThree.\n'],
    [
      'tags between backticks that are no code',
      'A ` here.\n\n<b>Text</b>\n\nAnother \\` and ` there.\n',
      'A ` here.\n\nText\n\nAnother \\` and ` there.\n',
    ],
    ['a picture', '<img src="a.png" alt="The arm" />\n', 'The arm\n'],
    [
      'details',
      '<details>\n  <summary>More</summary>\n\n  Words.\n\n  - item\n    - inner\n</details>\n',
      'More\n\nWords.\n\n- item\n  - inner\n',
    ],
    [
      'tabs',
      '<Tabs>\n  <TabItem value="a" label="Linux">\n\n  ```bash {1}\n  if x; then\n    y\n  fi\n  ```\n\n  </TabItem>\n  <TabItem value="mac">\n    Words\n    go on.\n  </TabItem>\n</Tabs>\n',
      '**Linux**\n\n```bash {1}\nif x; then\n  y\nfi\n```\n\n**mac**\n\nWords\ngo on.\n',
    ],
    [
      'elements in a list',
      '1. One\n\n   <div>\n     Two\n\n     Three\n   </div>\n\n2. Four\n',
      '1. One\n\n   Two\n\n   Three\n\n2. Four\n',
    ],
    ['elements in a quote', '> <b>One</b>\n> {2}\n', '> One\n> 2\n'],
  ])('becomes its text: %s', async (_what, source, expected) => {
    const { body, warnings } = await plain(source);

    expect(body).toBe(expected);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['code', '```jsx title="a.jsx" {1,3}\nimport A from "a";\n<A b={c} /> <!-- d -->\n:::note Title\n```\n'],
    ['code in a line', 'Write `<A b={c} />` or ``<!-- ` -->``.\n'],
    ['what is escaped', 'A \\{brace\\} and \\<b>.\n'],
    ['custom anchors', '## Set up {#set-up}\n\nText.\n'],
    ['call-outs', ':::tip[Mind *this*]\n\nText.\n\n:::\n'],
  ])('keeps to the letter: %s', async (_what, source) => {
    const { body, warnings } = await plain(`${source}\n{/* so that it is read as MDX */}\n`);

    expect(body?.trimEnd()).toBe(source.trimEnd());
    expect(warnings).toEqual([]);
  });

  it('has the titles of call-outs in one form, in Markdown too', async () => {
    const source =
      ':::note A `title`\n\nText.\n\n:::\n\n```\n:::note no\n```\n\n> :::tip Quoted\n> Text.\n> :::\n';
    const expected = source.replace('note A `title`', 'note[A `title`]').replace('tip Quoted', 'tip[Quoted]');

    expect((await plain(source)).body).toBe(expected);
    expect((await read({ [`${CHAPTER}/01-a.md`]: source })).body).toBe(expected);
  });

  it('is read as Markdown where it is no MDX, with a warning', async () => {
    const source = 'If a < b and {c, it is no MDX.\n\n## Heading\n';
    const { body, warnings } = await plain(source);

    expect(body).toBe(source);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/01-a\.mdx: is no valid MDX and was read as Markdown \(.+, line 1\)$/);
  });

  it.each([
    ['the front matter', { [`${CHAPTER}/01-a.mdx`]: '---\nformat: md\n---\nA {b} c.\n' }],
    [
      'the ending, where the course goes by it',
      { 'course.json': '{"markdown":"detect"}', [`${CHAPTER}/01-a.md`]: 'A {b} c.\n' },
    ],
  ])('is no MDX by %s', async (_what, files) => {
    expect(await read(files)).toMatchObject({ body: 'A {b} c.\n', warnings: [] });
  });
});

describe('partials', () => {
  it('are put in where they stand, and partials of partials', async () => {
    const { body, warnings } = await plain(
      "import Setup from './_setup.mdx';\nimport Code from '@site/src/code';\n\nBefore.\n\n- item\n\n  <Setup />\n\nAfter <Code />.\n",
      {
        [`${CHAPTER}/_setup.mdx`]:
          "---\nx: 1\n---\nimport Deep from '../../_shared/_deep.md';\n\n## Set up\n\n<Deep />\n",
        '_shared/_deep.md': 'Deep *words*,\nin two lines.\n',
      },
    );

    expect(body).toBe(
      'Before.\n\n- item\n\n  ## Set up {#set-up}\n\n  Deep *words*,\n  in two lines.\n\nAfter .\n',
    );
    expect(warnings).toEqual([]);
  });

  it('are found from the root of the site', async () => {
    expect(
      await plain("import P from '@site/docs/_p.md';\n\n<P />\n", { '_p.md': 'Shared.\n' }),
    ).toMatchObject({ body: 'Shared.\n', warnings: [] });
  });

  it('that would be put into themselves are left out', async () => {
    const { body, warnings } = await plain("import A from './_a.mdx';\n\n<A />\n", {
      [`${CHAPTER}/_a.mdx`]: "import B from './_b.mdx';\n\nA.\n\n<B />\n",
      [`${CHAPTER}/_b.mdx`]: "import A from './_a.mdx';\n\nB.\n\n<A />\n",
    });

    expect(body?.trimEnd()).toBe('A.\n\nB.');
    expect(warnings).toEqual([`${CHAPTER}/01-a.mdx: docs/${CHAPTER}/_a.mdx would be put into itself`]);
  });

  it('that are nowhere, or outside of the course, are left out', async () => {
    const { dir, remove } = await tinyCourse({
      [`${CHAPTER}/01-a.mdx`]:
        "import A from './_nowhere.mdx';\nimport B from '../../../secret.md';\nimport C from './_link.md';\n\n<A /><B />\n\n<C />\n\nText.\n",
    });
    cleanups.push(remove);
    await writeFile(path.join(dir, '..', 'secret.md'), 'secret');
    await mkdir(path.join(dir, CHAPTER), { recursive: true });
    await symlink('../../../secret.md', path.join(dir, CHAPTER, '_link.md'));
    const course = await readCourse(dir);

    expect(courseDocuments(course)[0]?.body).not.toContain('secret');
    expect(course.warnings).toEqual([
      `${CHAPTER}/01-a.mdx: the import of ../../../secret.md leads out of the course`,
      `${CHAPTER}/01-a.mdx: the import of ./_link.md leads out of the course`,
      `${CHAPTER}/01-a.mdx: the import of ./_nowhere.mdx leads nowhere`,
    ]);
  });
});
