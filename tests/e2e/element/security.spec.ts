import { answerItem, created, done, page as pageOf, threadOf, userItem } from '../../support/element-events';
import { expect, test } from '../../support/element-fixture';

const HOSTILE = `<img src=x onerror="document.title='owned'"> <script>document.title='owned'</script>

[one](javascript:document.title='owned') [two](data:text/html,<script>1</script>) [three](/relative)

<a href="https://evil.example">four</a> &lt;b&gt;

![a chart](https://tracker.example/x.png?secret=1) ![pixel](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==)

\`\`\`html
<script>alert(1)</script>
\`\`\`

| <i>a</i> | b |
| - | - |
| <svg onload=alert(1)> | c |
`;

// What every test of the element checks in passing: no breach of the policy, no request elsewhere, no uncaught error.
test('what a model writes is text: no markup, no script links, no forbidden pictures', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', {
        allowed_image_domains: ['img.example'],
        items: pageOf([userItem('m1', '<b>hi</b>'), answerItem('m2', HOSTILE)]),
      }),
    ),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.getByText('<b>hi</b>')).toBeVisible();
  await expect(chat.log.getByText('<img src=x onerror=')).toBeVisible();
  await expect(chat.log.getByRole('link')).toHaveCount(0);
  await expect(chat.log.getByText('one two three')).toBeVisible();
  await expect(chat.log.locator('script, svg[onload], iframe')).toHaveCount(0);
  await expect(chat.log.getByRole('img')).toHaveCount(1);
  await expect(chat.log.getByText('a chart')).toBeVisible();
  await chat.page.getByRole('button', { name: 'Show link' }).click();
  await expect(chat.log.getByText('https://tracker.example/x.png?secret=1')).toBeVisible();
  await expect(chat.log.getByText('<script>alert(1)</script>')).toBeVisible();
  await expect(chat.page).toHaveTitle('Host page');
});

test('links to other places open apart, and tell nobody where they came from', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', {
        items: pageOf([
          answerItem('m2', `[out](https://docs.example/x) [in](${new URL(chat.page.url()).origin}/y)`),
        ]),
      }),
    ),
  );
  await chat.open();
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_1'));
  const out = chat.log.getByRole('link', { name: 'out' });
  await expect(out).toHaveAttribute('target', '_blank');
  await expect(out).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(out).toHaveAttribute('title', 'Opens docs.example');
  await expect(chat.log.getByRole('link', { name: 'in', exact: true })).not.toHaveAttribute(
    'target',
    '_blank',
  );
});

test('code is coloured from a chunk of the same origin, with nothing inline', async ({ chat }) => {
  await chat.open();
  await chat.send('code');
  const stream = await chat.backend.next('threads.create');
  stream.end(created(), done(answerItem('m2', '```python\ndef f():\n    return 1\n```')));
  await expect(chat.log.locator('.hljs-keyword').first()).toHaveText('def');
  expect(await chat.page.evaluate(() => window.host.violations)).toEqual([]);
});

test('an image that cannot be fetched shows its words instead of a broken frame', async ({ chat }) => {
  await chat.open();
  const missing = new URL('/missing.png', chat.page.url()).href;
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf([answerItem('m2', `![a chart](${missing})`)]) })),
  );
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_1'));
  await expect(chat.log.getByText('a chart')).toBeVisible();
  await expect(chat.log.getByRole('img')).toHaveCount(0);
});
