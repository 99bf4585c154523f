import { page as pageOf, threadOf, userItem } from '../../support/element-events';
import { expect, test } from '../../support/element-fixture';

test('the first thread is loaded once under StrictMode, and its events are heard in order', async ({
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { title: 'Old', items: pageOf([userItem('m1', 'Hello there')]) })),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.getByText('Hello there')).toBeVisible();
  await expect(chat.page.getByRole('heading', { name: 'Old' })).toBeVisible();
  expect(chat.backend.requests.map(({ type }) => type)).toEqual(['threads.get_by_id']);
  expect(await chat.events()).toEqual([
    { name: 'onReady', detail: null },
    { name: 'onThreadChange', detail: { threadId: 'thr_1' } },
    { name: 'onThreadLoadStart', detail: { threadId: 'thr_1' } },
    { name: 'onThreadLoadEnd', detail: { threadId: 'thr_1' } },
  ]);
});

test('nothing is sent and nothing takes the focus when a page opens', async ({ chat }) => {
  await chat.open();
  expect(chat.backend.requests).toEqual([]);
  expect(await chat.page.evaluate(() => document.activeElement === document.body)).toBe(true);
});

test('className of older React sizes the element', async ({ chat }) => {
  await chat.open();
  const classes = await chat.page.evaluate(() => {
    const element = document.createElement('openai-chatkit');
    element.className = 'mine';
    element.setAttribute('classname', 'block w-full');
    element.setAttribute('classname', 'block h-full');
    return element.className;
  });
  expect(classes).toBe('mine block h-full');
});

test('the bare browser fetch works as api.fetch, with one warning', async ({ chat }) => {
  const warnings: string[] = [];
  chat.page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await chat.open();
  await chat.page.evaluate(() =>
    window.host.change({ api: { url: '/chatkit', domainKey: 'x', fetch: window.fetch } }),
  );
  await chat.send('one');
  (await chat.backend.next('threads.create')).end();
  await chat.heard('onResponseEnd');
  await chat.send('two');
  (await chat.backend.next('threads.create')).end();
  await chat.heard('onResponseEnd', 2);
  expect(warnings.filter((text) => text.includes('api.fetch'))).toHaveLength(1);
});

test('an interceptor that spreads the headers and parses the body keeps the request whole', async ({
  chat,
}) => {
  await chat.open({ locale: 'de-DE' });
  await chat.page.evaluate(() =>
    window.host.change({
      api: {
        url: '/chatkit',
        domainKey: 'x',
        fetch: (input, init) => {
          if (typeof input !== 'string' || typeof init?.body !== 'string') throw new Error('not a string');
          const body = JSON.stringify({ ...JSON.parse(init.body), metadata: { page: 7 } });
          return window.fetch(input, { ...init, body, headers: { ...init.headers, 'X-Mine': '1' } });
        },
      },
    }),
  );
  await chat.send('hi');
  const { request } = await chat.backend.next('threads.create');
  expect(request).toMatchObject({ metadata: { page: 7 } });
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    accept: 'text/event-stream',
    'accept-language': 'de-DE',
    'x-mine': '1',
  });
});

test('options replace, never merge, and leave draft and conversation alone', async ({ chat }) => {
  await chat.open({ header: { title: { text: 'Tutor' } } });
  await chat.input.fill('half a question');
  await expect(chat.page.getByRole('heading', { name: 'Tutor' })).toBeVisible();
  await chat.page.evaluate(() => window.host.change({ header: undefined, composer: { placeholder: 'Ask' } }));
  await expect(chat.page.getByRole('heading', { name: 'New chat' })).toBeVisible();
  await expect(chat.page.getByRole('textbox', { name: 'Ask' })).toHaveValue('half a question');
});

test('an unknown option is told once and breaks nothing', async ({ chat }) => {
  const warnings: string[] = [];
  chat.page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await chat.open({ colour: 'red', widgets: {}, entities: {}, commands: { enabled: true } });
  await chat.page.evaluate(() => window.host.change({ frameTitle: 'Help' }));
  await expect(chat.page.getByRole('region', { name: 'Help' })).toBeVisible();
  expect(warnings).toEqual(['[chatkit] unknown option "colour"']);
});

test('header buttons call the latest closure with no arguments', async ({ chat }) => {
  await chat.open();
  await chat.page.evaluate(() =>
    window.host.change({
      header: {
        rightAction: {
          icon: 'sidebar-right',
          onClick: (...args: unknown[]) => {
            document.title = `clicked ${args.length}`;
          },
        },
      },
    }),
  );
  await chat.page.getByRole('button', { name: 'Sidebar right' }).click();
  await expect(chat.page).toHaveTitle('clicked 0');
});

test('theme tokens reach the element, follow the system, and give way to styles of the page', async ({
  chat,
}) => {
  await chat.page.emulateMedia({ colorScheme: 'dark' });
  await chat.open({
    theme: {
      colorScheme: 'auto',
      typography: { baseSize: 17 },
      color: { accent: { primary: '#008060', level: 2 } },
    },
  });
  const token = (name: string) =>
    chat.page.evaluate((property) => {
      const element = document.querySelector('openai-chatkit');
      return element ? getComputedStyle(element).getPropertyValue(property) : '';
    }, name);
  const dark = await token('--ck-background');
  expect(await token('--ck-accent')).toBe('#008060');
  expect(await token('--ck-base-size')).toBe('17px');
  expect(await token('color-scheme')).toBe('dark');
  await chat.page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => token('--ck-background')).not.toBe(dark);
});

test('hosted configuration says that it is not for this element', async ({ chat }) => {
  await chat.open();
  await chat.page.evaluate(() =>
    window.host.change({ api: { getClientSecret: () => Promise.resolve('secret') } }),
  );
  await expect(chat.page.getByText(/needs the address of a ChatKit server/)).toBeVisible();
  await expect(chat.input).toBeDisabled();
});

test('misuse is refused with an IntegrationError', async ({ chat }) => {
  await chat.open({ history: { enabled: false } });
  const failures = await chat.page.evaluate(async () => {
    const { kit } = window.host;
    const name = (error: unknown) =>
      error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return Promise.all([
      kit?.showHistory().catch(name),
      kit?.sendUserMessage({}).catch(name),
      kit?.sendCustomAction({ type: 'x' }).catch(name),
    ]);
  });
  expect(failures).toEqual([
    'IntegrationError: history is not enabled',
    'IntegrationError: nothing to send',
    'IntegrationError: no active thread',
  ]);
});
