import AxeBuilder from '@axe-core/playwright';
import {
  added,
  answerItem,
  cite,
  created,
  delta,
  done,
  options,
  page as pageOf,
  threadOf,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { TUTOR_TEXTS } from '../../support/markdown/tutor-texts';
import { drawn, firstChange, watchAnswer } from '../../support/markdown/watch-answer';

/** Opens a thread that holds a message and an answer. */
async function showThread(
  chat: ChatPage,
  answer: string,
  { message = 'Why?', annotations = [] }: { message?: string; annotations?: unknown[] } = {},
): Promise<void> {
  chat.backend.on('threads.get_by_id', (reply) =>
    reply.json(
      threadOf('thr_1', { items: pageOf([userItem('m1', message), answerItem('m2', answer, annotations)]) }),
    ),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.locator('.answer .prose')).toBeVisible();
}

const formulaChunks = (chat: ChatPage): string[] => {
  const seen: string[] = [];
  chat.page.on('request', (request) => {
    if (request.url().includes('draw-formula')) seen.push(request.url());
  });
  return seen;
};

/** Those with what changes its kind most easily; all of them are streamed by the unit tests. */
const STREAMED = TUTOR_TEXTS.filter((text) =>
  /\*args|_static|<details>|\$\$|\| Sensor|「|~~wrong|^1\. Build/.test(text),
);

test('an answer that arrives letter by letter shows nothing that turns into something else', async ({
  chat,
}) => {
  test.slow();
  const text = STREAMED.join('\n\n');
  await chat.open();
  await chat.send('Go on');
  const stream = await chat.backend.next('threads.create');
  stream.send(created(), done(userItem('m1', 'Go on')), options(), added(answerItem('m2', '')));
  await chat.log.evaluate(watchAnswer);
  for (const letter of text) {
    stream.send(delta('m2', letter));
    await chat.page.evaluate(drawn);
  }
  stream.end(done(answerItem('m2', text)));
  await chat.heard('onResponseEnd');
  await chat.page.evaluate(drawn);

  const states = await chat.page.evaluate(() => window.answerStates?.length ?? 0);
  expect(states).toBeGreaterThan(text.length / 4);
  expect(await chat.page.evaluate(firstChange)).toBeNull();
});

test('what was held back at the end of an answer is shown when it ends', async ({ chat }) => {
  await chat.open();
  await chat.send('Go on');
  const stream = await chat.backend.next('threads.create');
  stream.send(created(), done(userItem('m1', 'Go on')), options(), added(answerItem('m2', '')));
  stream.send(delta('m2', 'A node and **not closed'));
  await expect(chat.log.getByText('A node and')).toBeVisible();
  await expect(chat.log.getByText('not closed')).toHaveCount(0);
  stream.end(done(answerItem('m2', 'A node and **not closed')));
  await expect(chat.log.getByText('A node and **not closed')).toBeVisible();
});

test('formulas are MathML, from a chunk that is asked for when the first one shows', async ({ chat }) => {
  const chunks = formulaChunks(chat);
  await chat.open();
  await chat.send('one');
  const first = await chat.backend.next('threads.create');
  first.end(created(), done(userItem('m1', 'one')), done(answerItem('m2', 'It costs $5 or $6, and `$x$`.')));
  await expect(chat.log.getByText('It costs $5 or $6, and')).toBeVisible();
  await expect(chat.log.locator('math')).toHaveCount(0);
  expect(chunks).toEqual([]);

  await chat.send('two');
  const second = await chat.backend.next('threads.add_user_message');
  const answer =
    'Inline $e(t)$ and \\(u_1\\), then\n\n$$\n\\frac{a}{b}\n$$\n\n\\[ x^2 \\]\n\n| $k_p$ |\n|---|\n| 1 |';
  second.end(done(userItem('m3', 'two')), done(answerItem('m4', answer)));
  await expect(chat.log.locator('math')).toHaveCount(5);
  await expect(chat.log.locator('math[display="block"]')).toHaveCount(2);
  await expect(chat.log.locator('math mfrac')).toBeVisible();
  await expect(chat.log.locator('math annotation').first()).toHaveText('e(t)');
  expect(chunks).toHaveLength(1);
});

test('a formula in a namespace of its own has a size, and none of it is an inline style', async ({
  chat,
}) => {
  await showThread(chat, '$$ \\begin{aligned} a &= \\frac{b}{c} \\\\ d &= \\color{red}{e} \\end{aligned} $$');
  const math = chat.log.locator('math').first();
  await expect(math).toBeVisible();
  expect(await math.evaluate((element) => element.namespaceURI)).toBe('http://www.w3.org/1998/Math/MathML');
  expect(await math.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(20);
  await expect(chat.log.locator('.prose [style]')).toHaveCount(0);
});

test('wrong and hostile TeX is its source', async ({ chat }) => {
  const hostile = [
    '$\\frac{1$',
    '$\\href{https://evil.example}{x}$',
    '$\\includegraphics{https://evil.example/a.png}$',
    '$\\def\\a{\\a\\a}\\a$',
  ];
  await showThread(chat, `Good $x$, then\n\n${hostile.join('\n\n')}\n\n$$\\rule{9999em}{9999em}$$`);
  await expect(chat.log.locator('math')).toHaveCount(2);
  for (const source of hostile) await expect(chat.log.getByText(source, { exact: true })).toBeVisible();
  await expect(chat.log.getByRole('link')).toHaveCount(0);
  const box = await chat.log.locator('.formula.display').boundingBox();
  expect(box?.width).toBeLessThan(1300);
  expect(box?.height).toBeLessThan(600);
});

test('copying gives the TeX back: the whole answer by its button, and what is selected', async ({ chat }) => {
  await chat.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = 'The error $e(t)$ is small.\n\n$$\\frac{a}{b}$$';
  await showThread(chat, text);
  await expect(chat.log.locator('math')).toHaveCount(2);
  await chat.log.getByRole('button', { name: 'Copy' }).last().click();
  await expect.poll(() => chat.page.evaluate(() => navigator.clipboard.readText())).toBe(text);

  await chat.log.locator('.answer .prose').evaluate((prose) => {
    const range = document.createRange();
    range.selectNodeContents(prose);
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  });
  await chat.page.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => chat.page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});

test("code and formulas of a student's message are drawn, everything else stands to the letter", async ({
  chat,
}) => {
  const message =
    'Why?\n```python\ndef f(*args):\n    return 1\n```\nI call `f()` by $e(t)$, 2 * 3 * 4\n1. no list';
  await showThread(chat, 'Because.', { message });
  const bubble = chat.log.locator('.bubble');
  await expect(bubble.locator('pre code')).toHaveText('def f(*args):\n    return 1');
  await expect(bubble.locator('.hljs-keyword').first()).toHaveText('def');
  await expect(bubble.locator('code').last()).toHaveText('f()');
  await expect(bubble.locator('math')).toHaveCount(1);
  await expect(bubble.locator('em, strong, ol, h1, ul')).toHaveCount(0);
  await expect(bubble).toContainText('2 * 3 * 4\n1. no list');
});

test('entities of a message keep working between its texts', async ({ chat }) => {
  const tag = { type: 'input_tag', id: 'e1', text: 'Lesson 1', data: {}, interactive: false };
  chat.backend.on('threads.get_by_id', (reply) =>
    reply.json(
      threadOf('thr_1', {
        items: pageOf([
          userItem('m1', '', {
            content: [{ type: 'input_text', text: 'See ' }, tag, { type: 'input_text', text: ' and `x`' }],
          }),
          answerItem('m2', 'Yes.'),
        ]),
      }),
    ),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.locator('.bubble')).toHaveText('See Lesson 1 and x');
  await expect(chat.log.locator('.bubble .tag')).toHaveText('Lesson 1');
});

test('each block goes in the direction of its own text', async ({ chat }) => {
  await showThread(
    chat,
    '## مقدمة\n\nEnglish\n\n- یہ نکتہ\n- second\n\n> اقتباس\n\n| a | عقدة |\n|---|---|\n\n<details><summary>حل</summary>\n\nEnglish\n</details>',
  );
  const direction = (selector: string) =>
    chat.log.locator(selector).evaluate((element) => getComputedStyle(element).direction);
  expect(await direction('.prose > .md-h1, .prose > .md-h2')).toBe('rtl');
  expect(await direction('.prose > p')).toBe('ltr');
  expect(await direction('.prose > ul > li:nth-child(1)')).toBe('rtl');
  expect(await direction('.prose > ul > li:nth-child(2)')).toBe('ltr');
  expect(await direction('.prose > blockquote')).toBe('rtl');
  expect(await direction('th:nth-child(1)')).toBe('ltr');
  expect(await direction('th:nth-child(2)')).toBe('rtl');
  expect(await direction('summary')).toBe('rtl');
  await chat.log.locator('summary').click();
  expect(await direction('details p')).toBe('ltr');
});

test('marks stand in a fold and behind a formula; axe finds nothing', async ({ chat }) => {
  const text =
    'By $a+b$ we go. <kbd>Ctrl</kbd>+<kbd>C</kbd> stops.\n\n<details>\n<summary>Solution</summary>\n\nIt moves.\n\n</details>\n\n$$\\sum_{i=1}^{n} \\sqrt{x_i} = \\frac{a}{b} + \\int_0^t e(\\tau)\\,d\\tau$$';
  await showThread(chat, text, {
    message: 'See\n```sh\nls\n```\n$x$',
    annotations: [
      cite(text.indexOf(' we go'), 'https://a.example/1', 'One'),
      cite(text.indexOf('moves.') + 6, 'https://a.example/2', 'Two'),
    ],
  });
  await expect(chat.log.locator('math')).toHaveCount(3);
  await chat.log.locator('summary').first().click();
  await expect(chat.log.locator('.fold .citations')).toBeVisible();
  await expect(chat.log.locator('.formula + .citations')).toBeVisible();
  const { violations } = await new AxeBuilder({ page: chat.page })
    .disableRules(['page-has-heading-one', 'landmark-one-main', 'heading-order'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
});
