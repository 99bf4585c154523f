import fc from 'fast-check';
import {
  added,
  answerItem,
  delta,
  done,
  options,
  page as pageOf,
  threadOf,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { MARKDOWN_FRAGMENTS } from '../../support/hostile-texts/markdown-fragments';
import { CASES_ALLOWED, LINK_CASES } from '../../support/links/link-cases';
import { drawn, firstChange, watchAnswer } from '../../support/markdown/watch-answer';

const ALLOWED = ['https://learn.test/docs/', 'docs.ros.org'];

async function showItems(chat: ChatPage, items: unknown[], allowed_links: string[] = ALLOWED): Promise<void> {
  chat.backend.on('threads.get_by_id', (reply) =>
    reply.json(threadOf('thr_1', { allowed_links, allowed_image_domains: [], items: pageOf(items) })),
  );
  await chat.open({ initialThread: 'thr_1' });
}

const item = (type: string, id: string, more: Record<string, unknown>) => ({
  type,
  id,
  thread_id: 'thr_1',
  created_at: '2026-01-01T10:00:00.000Z',
  ...more,
});

/** Where the links of the conversation lead, and whether anything in it would call somebody. */
const targets = (chat: ChatPage): Promise<string[]> =>
  chat.log.evaluate((log) =>
    [...log.querySelectorAll('[href], [src], [action], [formaction], [srcset], [ping]')].map((element) =>
      element instanceof HTMLAnchorElement ? element.href : element.outerHTML,
    ),
  );

const EVERY_PLACE = `# Heading [a](/docs/a) [x1](https://evil.test:8443/p/q)

Text https://docs.ros.org/b, https://evil.test/x2. <https://docs.ros.org/c> <https://evil.test/x3> www.evil.test/x4
[x5](javascript:alert(1)) [x6](data:text/html,x) [x7](mailto:a@evil.test) [x8](chatkit-link://open) [x9](/admin)

| [d](/docs/d) | [x10](//evil.test) |
|---|---|
| https://docs.ros.org/e | **[x11](https://docs.ros.org.evil.test)** |

- [f](/docs/f#part)
  1. > [x12](https://learn.test/docs/?q=1)

<details>
<summary>[x13](https://evil.test/fold)</summary>

[g](/docs/g)

</details>

[x14][r] and <sub>[x15](https://evil.test/sub)</sub>

[r]: https://evil.test/r`;

test('what may not be linked is its words and its whole address, wherever it stands', async ({ chat }) => {
  await showItems(chat, [
    userItem('m1', 'https://evil.test/mine'),
    item('workflow', 'wf', {
      workflow: {
        type: 'custom',
        expanded: true,
        tasks: [
          { type: 'thought', title: 'Thought', content: '[h](/docs/h) [x16](https://evil.test/think)' },
        ],
      },
    }),
    answerItem('m2', EVERY_PLACE),
    item('widget', 'w1', {
      widget: {
        type: 'Card',
        children: [{ type: 'Markdown', value: '[i](/docs/i) [x17](https://evil.test/widget)' }],
      },
    }),
  ]);
  await expect(chat.log.getByText('x17')).toBeVisible();
  for (const fold of await chat.log.locator('details.fold > summary').all()) await fold.click();
  const linked = [...new Set(await targets(chat))].sort();
  expect(linked).toEqual([
    'https://docs.ros.org/b',
    'https://docs.ros.org/c',
    'https://docs.ros.org/e',
    'https://learn.test/docs/a',
    'https://learn.test/docs/d',
    'https://learn.test/docs/f#part',
    'https://learn.test/docs/g',
    'https://learn.test/docs/h',
    'https://learn.test/docs/i',
  ]);
  await expect(chat.log.locator('button.deeplink')).toHaveCount(0);
  for (const shown of [
    'x1 (https://evil.test:8443/p/q)',
    'https://evil.test/x2.',
    'https://evil.test/x3 www.evil.test/x4',
    'x5 (javascript:alert(1)) x6 (data:text/html,x) x7 (mailto:a@evil.test) x8 (chatkit-link://open) x9 (/admin)',
    'x10 (//evil.test)',
    'x11 (https://docs.ros.org.evil.test)',
    'x12 (https://learn.test/docs/?q=1)',
    'x13 (https://evil.test/fold)',
    '[x14][r] and x15 (https://evil.test/sub)',
    '[r]: https://evil.test/r',
    'x16 (https://evil.test/think)',
    'x17 (https://evil.test/widget)',
  ]) {
    await expect(chat.log).toContainText(shown);
  }
});

test('a server that says nothing about links has them as they are', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (reply) =>
    reply.json(threadOf('thr_1', { items: pageOf([answerItem('m2', '[a](https://any.test/a)')]) })),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.getByRole('link', { name: 'a' })).toHaveAttribute('href', 'https://any.test/a');
});

test('every address is judged by the rule that the server has', async ({ chat }) => {
  // Those with white space or backslashes are no targets in Markdown, or others.
  const cases = LINK_CASES.filter(([, href]) => href !== '' && !/[\s<>\\]|\p{Cc}/u.test(href));
  const text = cases.map(([name, href]) => `- [${name}](<${href}>)`).join('\n');
  await showItems(chat, [answerItem('m2', text)], CASES_ALLOWED);
  await expect(chat.log.locator('.prose li')).toHaveCount(cases.length);
  expect(await targets(chat)).toEqual(cases.flatMap(([, , target]) => target ?? []));
});

test('no text has a link that leads elsewhere, however it is put together', async ({ chat }) => {
  const text = fc
    .array(fc.constantFrom(...MARKDOWN_FRAGMENTS), { minLength: 1, maxLength: 12 })
    .map((fragments) => fragments.join(''));
  const texts = fc.sample(text, { numRuns: 1_500, seed: 16 });
  const answers = texts.map((answer, index) => answerItem(`a${index}`, answer));
  await showItems(chat, [...answers, answerItem('last', 'The last answer')]);
  await expect(chat.log.getByText('The last answer')).toBeAttached();
  const linked = await targets(chat);
  expect(linked.length).toBeGreaterThan(20);
  const stray = linked.filter(
    (target) => !/^https:\/\/(?:learn\.test\/docs\/|docs\.ros\.org\/)[^?]*$/.test(target),
  );
  expect(stray).toEqual([]);
});

test('while an answer comes, no link turns into text, and no text into a link', async ({ chat }) => {
  const text =
    'See https://docs.ros.org/a?q=1 and https://docs.ros.org/b, [x](https://evil.test/long/path) [y](/docs/y) <https://docs.ros.org/c> https://docs.ros.org.evil.test/d and so on.';
  await chat.open();
  await chat.send('Go on');
  const stream = await chat.backend.next('threads.create');
  stream.send(
    { type: 'thread.created', thread: threadOf('thr_1', { allowed_links: ALLOWED }) },
    done(userItem('m1', 'Go on')),
    options(),
    added(answerItem('m2', '')),
  );
  await chat.log.evaluate(watchAnswer);
  for (const letter of text) {
    stream.send(delta('m2', letter));
    await chat.page.evaluate(drawn);
  }
  stream.end(done(answerItem('m2', text)));
  await chat.heard('onResponseEnd');
  await chat.page.evaluate(drawn);
  expect(await chat.page.evaluate(firstChange)).toBeNull();
  expect(await targets(chat)).toEqual([
    'https://docs.ros.org/b',
    'https://learn.test/docs/y',
    'https://docs.ros.org/c',
  ]);
});
