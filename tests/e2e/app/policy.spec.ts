import { expect, FIRST_LESSON, test } from './fixtures';

declare global {
  interface Window {
    ran?: string[];
  }
}

const INJECTED = `<script>(window.ran ??= []).push('inline')</script>
<img src="/icon.svg" onload="(window.ran ??= []).push('handler')">
<script src="data:text/javascript,(window.ran ??= []).push('data')"></script>
<script src="http://localhost:1/foreign.js"></script>
<base href="http://localhost:1/"><iframe src="/chat"></iframe>`;

test.use({ expectedComplaints: /Content Security Policy/ });

for (const path of [FIRST_LESSON, '/chat', '/signin']) {
  test(`what is smuggled into ${path} does not run, and the page itself does`, async ({
    page,
    scripted: { app },
  }) => {
    const stopped: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) stopped.push(message.text());
    });
    await page.route(app.url + path, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('</body>', `${INJECTED}</body>`);
      await route.fulfill({ response, body });
    });
    await page.goto(app.url + path);
    await page
      .getByRole('button', { name: /colou?r|theme|appearance/i })
      .first()
      .click();
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await page.evaluate(() => window.ran)).toBeUndefined();
    expect(await page.evaluate(() => new URL('x', document.baseURI).origin)).toBe(app.url);
    await expect.poll(() => stopped.length).toBeGreaterThanOrEqual(6);
  });
}

test('text does not become code', async ({ page, scripted: { app } }) => {
  await page.goto(app.url + FIRST_LESSON);
  const outcome = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = ["created"]';
    document.body.append(script);
    return window.ran;
  });
  expect(outcome).toBeUndefined();
});
