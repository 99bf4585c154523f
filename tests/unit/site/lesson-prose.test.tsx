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
