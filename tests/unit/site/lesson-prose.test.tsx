import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, describe, expect, it } from 'vitest';
import { lessonProse } from '@/components/prose/lesson-prose';
import { courseDocuments, headings, readCourse } from '@/lib/search/course';
import { page, tinyCourse } from '../course/tiny-course';

const CHAPTER = 'module-1-ros2/chapter-1-x';
const removals: Array<() => Promise<void>> = [];
afterAll(async () => {
  await Promise.all(removals.map((remove) => remove()));
});

async function render(body: string) {
  const tiny = await tinyCourse({ [`${CHAPTER}/01-a.md`]: page({}, body), [`${CHAPTER}/02-b.md`]: page({}) });
  removals.push(tiny.remove);
  const course = await readCourse(tiny.dir);
  const [document] = courseDocuments(course);
  if (!document) throw new Error('the lesson is missing');
  const prose = await lessonProse(course, document);
  return { ...prose, html: renderToStaticMarkup(prose.content) };
}

describe('a lesson as HTML', () => {
  it('has the anchors that headings() gives, whatever the headings are', async () => {
    const body =
      '## Setup\n\n## A `code` & *more*\n\n### Setup\n\n## Named {#my-id}\n\n```sh\n# no heading\n```\n';
    const { html } = await render(body);
    const ids = [...html.matchAll(/<h[1-6] id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).toEqual(headings(body).map(({ anchor }) => anchor));
    expect(html).not.toContain('{#my-id}');
  });

  it('leaves its own title to the page, and keeps the anchor', async () => {
    const { html, titleAnchor, headings: listed } = await render('# The title\n\n## The title\n');
    expect(titleAnchor).toBe('the-title');
    expect(listed.map(({ anchor }) => anchor)).toEqual(['the-title-1']);
    expect(html).not.toContain('<h1');
  });

  it('colours code with classes, names its language, and lights the lines asked for', async () => {
    const { html } = await render('```python title="talker.py" {2}\n# hi\nx = "a"\n```\n');
    expect(html).toContain('aria-label="talker.py, Python"');
    expect(html).toContain('<span class="tok-comment"># hi</span>');
    expect(html).toContain('<span class="line-lit">');
    expect(html).not.toContain('style=');
  });

  it('shows code of an unknown language as it is', async () => {
    const { html } = await render('```brainfuse\n<b>&amp;\n```\n');
    expect(html).toContain('&lt;b&gt;&amp;amp;');
  });

  it.each([
    ['between dollars', 'The error $e(t)$ is small.', 'e(t)'],
    ['in round brackets', 'The error \\(e_1 * e_2 * x\\) is small.', 'e_1 * e_2 * x'],
    ['between two dollars, over lines', '$$\na\n+ b \\\\\n$$\n', 'a\n+ b \\\\'],
    ['in square brackets', 'So \\[ x_{k+1} = A x_k \\] holds.', 'x_{k+1} = A x_k'],
    ['in a cell of a table', '| a |\n|---|\n| $|x|$ |\n', '|x|'],
    ['in a list', '- one\n- two $k_p$\n', 'k_p'],
  ])('draws a formula %s as MathML, without inline styles', async (_name, body, tex) => {
    const { html } = await render(body);
    expect(html).toContain('<math');
    expect(html.replaceAll('&amp;', '&')).toContain(
      `<annotation encoding="application/x-tex">${tex}</annotation>`,
    );
    expect(html).not.toContain('style=');
    expect(html).not.toMatch(/[\uE000-\uF8FF]|<em>/);
  });

  it('takes neither money nor code for formulas', async () => {
    const { html } = await render('It costs $5 or $6.\n\n`$HOME` and `$x$`\n\n```sh\necho $A $B$\n```\n');
    expect(html).toContain('It costs $5 or $6.');
    expect(html).toContain('<code>$x$</code>');
    expect(html).not.toContain('<math');
  });

  it('shows the source of a formula that is no TeX', async () => {
    const { html } = await render('Look: $\\frac{1$ and $\\href{https://a.example}{x}$.');
    expect(html).toContain('<span class="formula source">$\\frac{1$</span>');
    expect(html).toContain('$\\href{https://a.example}{x}$');
    expect(html).not.toContain('<a ');
  });

  it('gives headings with formulas the anchors that headings() gives', async () => {
    const body =
      '## The term $e(t)$ {#error}\n\n## By \\(a_1\\) and \\(a_2\\)\n\n$$\n# none\n$$\n\n## Last\n';
    const { html, headings: listed } = await render(body);
    const ids = [...html.matchAll(/<h[1-6] id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.slice(0, 2)).toEqual(
      headings(body)
        .slice(0, 2)
        .map(({ anchor }) => anchor),
    );
    expect(listed.map(({ anchor }) => anchor)).toEqual(headings(body).map(({ anchor }) => anchor));
    expect(html).not.toContain('{#error}');
  });

  it('shows call-outs with their titles', async () => {
    const { html } = await render(':::warning[Mind the arm]\nIt **moves**.\n:::\n\n:::tip\nOk.\n:::\n');
    expect(html).toContain('data-tone="warning" aria-label="Mind the arm"');
    expect(html).toContain('<strong>moves</strong>');
    expect(html).toContain('aria-label="Tip"');
  });

  it('links lessons by their address, and drops links that lead nowhere', async () => {
    const { html } = await render('[b](02-b.md#x) [gone](09-gone.md) [ros](https://docs.ros.org/)\n');
    expect(html).toContain(`href="/docs/${CHAPTER}/b#x"`);
    expect(html).toContain('<span>gone</span>');
    expect(html).toContain('target="_blank" rel="noreferrer"');
  });

  it('passes no raw HTML on', async () => {
    const { html } = await render('a <script>alert(1)</script> <b onclick="x()">b</b>\n');
    expect(html).not.toMatch(/<script|onclick/);
  });

  it('does not take addresses of scripts', async () => {
    const { html } = await render('[x](javascript:alert(1))\n');
    expect(html).not.toContain('javascript:');
  });
});
