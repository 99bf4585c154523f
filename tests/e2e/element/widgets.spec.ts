import {
  added,
  answerItem,
  created,
  done,
  options,
  page as pageOf,
  threadOf,
  updated,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { everything, lessons, profile, quiz, widgetItem } from '../../support/element-widgets';

/** Opens a thread whose answer is these widgets. */
async function show(chat: ChatPage, widgets: Record<string, unknown>[], more: Record<string, unknown> = {}) {
  const items = widgets.map((widget, at) => widgetItem(`w${at + 1}`, widget));
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf([userItem('m1', 'Question'), ...items]), ...more })),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.locator('.w')).toHaveCount(widgets.length);
}

const card = (...children: Record<string, unknown>[]) => ({ type: 'Card', children });

test('a widget streams in: texts grow by id, and an update keeps focus and typed words', async ({ chat }) => {
  await chat.open();
  await chat.send('Question');
  const stream = await chat.backend.next('threads.create');
  const root = (value: string, streaming: boolean) =>
    card(
      { type: 'Title', value: 'Plan' },
      { type: 'Transition', children: { type: 'Text', id: 't', value, streaming } },
      { type: 'Input', name: 'note', defaultValue: '', placeholder: 'Note' },
    );
  stream.send(
    created(),
    done(userItem('m1', 'Question')),
    options(),
    added(widgetItem('w1', root('One', true))),
  );
  await chat.log.getByRole('textbox', { name: 'Note' }).pressSequentially('mine');
  stream.send(
    updated('w1', {
      type: 'widget.streaming_text.value_delta',
      component_id: 't',
      delta: ' more',
      done: false,
    }),
  );
  await expect(chat.log.getByText('One more')).toBeVisible();
  stream.send(
    updated('w1', {
      type: 'widget.component.updated',
      component_id: 't',
      component: { type: 'Text', id: 't', value: 'Two' },
    }),
  );
  await expect(chat.log.getByText('Two')).toBeVisible();
  stream.send(updated('w1', { type: 'widget.root.updated', widget: root('Three', false) }));
  await expect(chat.log.getByText('Three')).toBeVisible();
  const field = chat.log.getByRole('textbox', { name: 'Note' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('mine');
  stream.end(done(widgetItem('w1', root('Done', false))));
  await expect(field).toHaveValue('mine');
  await expect(chat.log.getByRole('heading', { name: 'Plan', level: 4 })).toBeVisible();
});

test('a new default reaches the fields that nobody has touched, and only those', async ({ chat }) => {
  const fields = (text: string, choice: string) =>
    card(
      { type: 'Input', name: 'one', defaultValue: text },
      { type: 'Input', name: 'two', defaultValue: text },
      { type: 'RadioGroup', name: 'pick', options: [{ value: 'a' }, { value: 'b' }], defaultValue: choice },
      { type: 'Select', name: 'list', options: [{ value: 'a' }, { value: 'b' }], defaultValue: choice },
    );
  await show(chat, [fields('old', 'a')]);
  await chat.page.getByRole('textbox', { name: 'two' }).fill('mine');
  await chat.send('More');
  const stream = await chat.backend.next('threads.add_user_message');
  stream.end(
    done(userItem('m2', 'More')),
    updated('w1', { type: 'widget.root.updated', widget: fields('new', 'b') }),
    done(answerItem('m3', 'ok')),
  );
  await expect(chat.page.getByRole('textbox', { name: 'one' })).toHaveValue('new');
  await expect(chat.page.getByRole('textbox', { name: 'two' })).toHaveValue('mine');
  await expect(chat.page.getByRole('radio', { name: 'b' })).toBeChecked();
  await expect(chat.page.getByRole('combobox', { name: 'list' })).toHaveText('b');
});

test('a quiz by keyboard alone', async ({ chat }) => {
  await show(chat, [quiz()]);
  await chat.log.focus();
  const { keyboard } = chat.page;
  await keyboard.press('Tab');
  await expect(chat.page.getByRole('radio').first()).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await expect(chat.page.getByRole('button', { name: 'Skip' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  const stream = await chat.backend.next('threads.custom_action');
  expect(stream.request.params.action).toMatchObject({ payload: { quiz: { answer: 'reliable' } } });
  stream.end(done(answerItem('m2', 'Right.')));
  await chat.heard('onResponseEnd');
  await expect(chat.page.getByRole('button', { name: 'Check answer' }), 'back where it was').toBeFocused();
});

test('an update of an earlier turn applies, also while another answer streams', async ({ chat }) => {
  await show(chat, [card({ type: 'Text', id: 't', value: 'Old' })]);
  await chat.send('More');
  const stream = await chat.backend.next('threads.add_user_message');
  stream.send(
    done(userItem('m2', 'More')),
    updated('w1', { type: 'widget.root.updated', widget: card({ type: 'Text', id: 't', value: 'New' }) }),
  );
  await expect(chat.log.getByText('New')).toBeVisible();
  await expect(chat.log.getByRole('article').nth(1)).toContainText('New');
  stream.end(done(answerItem('m3', 'ok')));
});

test('an answer that is not chosen is asked for beside the field; a chosen one goes out with the payload', async ({
  chat,
}) => {
  await show(chat, [quiz()]);
  await chat.page.getByRole('button', { name: 'Check answer' }).click();
  await expect(chat.log.getByText('Please select one of these options.')).toBeVisible();
  await expect(chat.page.getByRole('radio').first()).toBeFocused();
  await chat.page.getByRole('radio', { name: /sends again/ }).check();
  await expect(chat.log.getByText('Please select one of these options.')).toHaveCount(0);
  await chat.page.getByRole('button', { name: 'Check answer' }).click();
  const stream = await chat.backend.next('threads.custom_action');
  expect(stream.request.params).toEqual({
    thread_id: 'thr_1',
    item_id: 'w1',
    action: { type: 'quiz.answer', payload: { quiz: { id: 'q2', answer: 'reliable' } } },
  });
  await expect(chat.log.locator('.w')).toHaveAttribute('aria-busy', 'true');
  await expect(chat.page.getByRole('radio').first(), 'inert').not.toBeFocused();
  stream.send(
    options(),
    updated('w1', {
      type: 'widget.root.updated',
      widget: quiz({ collapsed: true, confirm: null, cancel: null, status: { text: 'Answered' } }),
    }),
  );
  const fold = chat.page.getByRole('button', { name: 'Answered' });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(chat.log.locator('.w')).not.toHaveAttribute('aria-busy');
  await fold.click();
  await expect(chat.page.getByRole('radio', { name: /sends again/ })).toBeChecked();
  stream.end(done(answerItem('m2', 'Right.')));
  await chat.heard('onResponseEnd');
  expect((await chat.names()).slice(-2)).toEqual(['onResponseStart', 'onResponseEnd']);
});

test('what the payload says itself wins over a field of that name, and the host hears of it', async ({
  chat,
}) => {
  await show(chat, [
    card({
      type: 'Form',
      onSubmitAction: { type: 'save', payload: { id: 4, todo: { title: 'Kept' } } },
      children: [
        { type: 'Input', name: 'todo.title', defaultValue: 'Lost' },
        { type: 'Input', name: 'todo.note', defaultValue: 'Milk' },
        { type: 'Checkbox', name: 'urgent', label: 'Urgent' },
      ],
    }),
  ]);
  await chat.page.getByRole('textbox', { name: 'todo.note' }).press('Enter');
  const stream = await chat.backend.next('threads.custom_action');
  expect(stream.request.params.action).toEqual({
    type: 'save',
    payload: { id: 4, todo: { title: 'Kept', note: 'Milk' }, urgent: false },
  });
  await chat.heard('onError');
  stream.end();
});

test('an action that begins a turn waits for the answer that is coming; others do not', async ({ chat }) => {
  await show(chat, [
    card(
      { type: 'Button', label: 'Ask', onClickAction: { type: 'ask', payload: { deep: true } } },
      { type: 'Button', label: 'Tick', onClickAction: { type: 'tick', streaming: false } },
      {
        type: 'Button',
        label: 'Here',
        onClickAction: { type: 'here', handler: 'client', payload: { n: 1 } },
      },
    ),
  ]);
  await chat.page.evaluate(() =>
    window.host.change({
      widgets: {
        onAction: async (action, item) => {
          document.title = JSON.stringify([action, item.id, item.widget.type]);
        },
      },
    }),
  );
  await chat.send('Go on');
  const stream = await chat.backend.next('threads.add_user_message');
  stream.send(done(userItem('m2', 'Go on')), options());
  const ask = chat.page.getByRole('button', { name: 'Ask' });
  await expect(ask).toHaveAttribute('aria-disabled', 'true');
  await expect(ask).toHaveAttribute('title', 'Wait for the answer');
  await ask.click({ force: true });

  await chat.page.getByRole('button', { name: 'Here' }).click();
  await expect(chat.page).toHaveTitle('[{"type":"here","payload":{"n":1}},"w1","Card"]');

  const tick = chat.page.getByRole('button', { name: 'Tick' });
  await tick.click();
  const sync = await chat.backend.next('threads.sync_custom_action');
  expect(sync.request.params).toEqual({ thread_id: 'thr_1', item_id: 'w1', action: { type: 'tick' } });
  await expect(tick).toHaveAttribute('aria-busy', 'true');
  sync.json({
    updated_item: widgetItem('w1', card({ type: 'Text', value: 'Ticked' })),
  });
  await expect(chat.log.getByText('Ticked')).toBeVisible();
  await expect(ask).toHaveCount(0);
  stream.end(done(answerItem('m3', 'ok')));
  await chat.heard('onResponseEnd');
  expect(chat.backend.of('threads.custom_action')).toHaveLength(0);
  expect((await chat.names()).filter((name) => name.startsWith('onResponse'))).toEqual([
    'onResponseStart',
    'onResponseEnd',
  ]);
});

test('an action that fails says so at the widget, and can be tried again', async ({ chat }) => {
  await show(chat, [
    card({ type: 'Button', label: 'Tick', onClickAction: { type: 'tick', streaming: false } }),
    card({ type: 'Button', label: 'Nobody', onClickAction: { type: 'x', handler: 'client' } }),
  ]);
  const tick = chat.page.getByRole('button', { name: 'Tick' });
  await tick.click();
  (await chat.backend.next('threads.sync_custom_action')).json({}, 500);
  await expect(chat.log.getByText('That did not work. Please try again.')).toBeVisible();
  await tick.click();
  (await chat.backend.next('threads.sync_custom_action')).json({});
  await expect(chat.log.getByText('That did not work. Please try again.')).toHaveCount(0);
  await expect(tick).not.toHaveAttribute('aria-busy');
  await expect(tick).toBeFocused();
  await chat.page.getByRole('button', { name: 'Nobody' }).click();
  await chat.heard('onError', 2);
});

test('controls of a closed thread can be read, not used', async ({ chat }) => {
  await show(chat, [quiz(), lessons()], { status: { type: 'closed' } });
  await expect(chat.page.getByRole('button', { name: 'Check answer' })).toBeDisabled();
  await expect(chat.page.getByRole('radio').first()).toBeDisabled();
  await expect(chat.page.getByRole('button', { name: /Quality of service/ })).toBeDisabled();
});

test('a list shows its first rows, then all; a row is one button', async ({ chat }) => {
  await show(chat, [lessons()]);
  await chat.page.evaluate(() =>
    window.host.change({
      widgets: {
        onAction: async ({ payload }) => {
          document.title = String(payload?.id);
        },
      },
    }),
  );
  await expect(chat.log.getByRole('listitem')).toHaveCount(3);
  await chat.page.getByRole('button', { name: 'Show 2 more' }).click();
  await expect(chat.log.getByRole('listitem')).toHaveCount(5);
  const fourth = chat.page.getByRole('button', { name: /Describing a robot/ });
  await expect(fourth).toBeFocused();
  await chat.page.keyboard.press('Enter');
  await expect(chat.page).toHaveTitle('urdf');
  // The words lie over the button and let the press through.
  await chat.page.getByText('Quality of service').click({ force: true });
  await expect(chat.page).toHaveTitle('qos');
  expect(chat.backend.of('threads.custom_action')).toHaveLength(0);
});

test('a form by keyboard alone: label, list of options, letters, Esc, submit', async ({ chat }) => {
  await show(chat, [profile()]);
  await chat.page.getByText('Name of the robot').click();
  const { keyboard } = chat.page;
  await keyboard.type('turtle');
  await keyboard.press('Tab');
  const select = chat.page.getByRole('combobox', { name: 'Distribution' });
  await expect(select).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(select).toHaveAttribute('aria-expanded', 'true');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  const jazzy = chat.page.getByRole('option', { name: /Jazzy/ });
  await expect(select).toHaveAttribute('aria-activedescendant', (await jazzy.getAttribute('id')) ?? '');
  await keyboard.press('Escape');
  await expect(select).toHaveText('Choose a distribution');
  await keyboard.press('Enter');
  await keyboard.type('j');
  await keyboard.press('Enter');
  await expect(select).toHaveText('Jazzy');
  await expect(select).toBeFocused();
  await keyboard.press('Tab');
  await expect(chat.page.getByRole('button', { name: 'Clear the choice' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.type('A robot that tidies up');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await chat.page.getByRole('button', { name: 'Save' }).press('Enter');
  const { request } = await chat.backend.next('threads.custom_action');
  expect(request.params.action).toEqual({
    type: 'lab.save',
    payload: {
      robot: { name: 'turtle' },
      distro: 'jazzy',
      goal: 'A robot that tidies up',
      gpu: false,
    },
  });
});

test('a change carries its value, also outside a form; a long list can be searched', async ({ chat }) => {
  const cities = Array.from({ length: 20 }, (_, at) => ({ value: `c${at}`, label: `City ${at}` }));
  await show(chat, [
    card({
      type: 'Select',
      name: 'place.city',
      options: cities,
      onChangeAction: { type: 'moved', streaming: false },
    }),
  ]);
  await chat.page.getByRole('combobox', { name: 'place.city' }).click();
  const search = chat.page.getByRole('combobox', { name: 'Search' });
  await expect(search).toBeFocused();
  await search.fill('city 13');
  await search.press('Enter');
  const { request } = await chat.backend.next('threads.sync_custom_action');
  expect(request.params.action).toEqual({ type: 'moved', payload: { place: { city: 'c13' } } });
  await expect(chat.page.getByRole('combobox', { name: 'place.city' })).toHaveText('City 13');
});

test('a day goes out as its local midnight', async ({ chat }) => {
  await show(chat, [
    card({ type: 'DatePicker', name: 'due', onChangeAction: { type: 'due', streaming: false } }),
  ]);
  await chat.log.getByLabel('due').fill('2026-03-01');
  const { request } = await chat.backend.next('threads.sync_custom_action');
  expect(request.params.action).toMatchObject({
    payload: { due: expect.stringMatching(/^2026-03-01T00:00:00[+-]\d\d:\d\d$/) },
  });
});

test('unknown components show what is in them, null is absent, trees have a bottom, styles cannot load', async ({
  chat,
}) => {
  const deep = (depth: number): Record<string, unknown> =>
    depth === 0 ? { type: 'Text', value: 'too deep' } : { type: 'Box', children: [deep(depth - 1)] };
  await show(chat, [
    card(
      { type: 'Hologram', children: [{ type: 'Text', value: 'Inside' }] },
      { type: 'constructor', children: null },
      {
        type: 'Text',
        value: 'Plain <b>text</b>',
        color: 'red;background:url(//evil.example)',
        width: 'expression(1)',
      },
      { type: 'Box', background: 'url(https://evil.example/x.png)', height: 20, children: null },
      { type: 'Box', background: 'image-set("https://evil.example/x.png" 1x)', height: 20 },
      { type: 'Box', background: 'linear-gradient(90deg, red, blue)', height: 20, id: 'ok' },
      { type: 'Image', src: 'javascript:alert(1)', alt: 'A picture' },
      { type: 'Button', label: 'Idle', onClickAction: null },
      deep(70),
    ),
  ]);
  await expect(chat.log.getByText('Inside')).toBeVisible();
  await expect(chat.log.getByText('Plain <b>text</b>')).toBeVisible();
  await expect(chat.log.getByText('too deep')).toHaveCount(0);
  await expect(chat.log.getByText('A picture')).toBeVisible();
  await chat.page.getByRole('button', { name: 'Idle' }).click();
  const images = await chat.log
    .locator('.w-box')
    .evaluateAll((boxes) =>
      boxes.map((box) => getComputedStyle(box).backgroundImage).filter((image) => image !== 'none'),
    );
  expect(images).toEqual(['linear-gradient(90deg, rgb(255, 0, 0), rgb(0, 0, 255))']);
});

test('a component that cannot be drawn leaves a note and the rest of the conversation', async ({ chat }) => {
  await chat.page.addInitScript(() => {
    const create = Document.prototype.createElementNS;
    Reflect.set(Document.prototype, 'createElementNS', function broken(this: Document, ...args: unknown[]) {
      if (args[1] === 'table') throw new Error('no tables today');
      return Reflect.apply(create, this, args);
    });
  });
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', {
        items: pageOf([
          widgetItem('w1', card({ type: 'Table', children: [] })),
          answerItem('m2', 'Still here'),
        ]),
      }),
    ),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.getByText('Still here')).toBeVisible();
  await expect(chat.log.getByText('This part could not be displayed.')).toBeVisible();
  await chat.heard('onError');
});

test('a root can force a scheme on what is inside', async ({ chat }) => {
  await show(chat, [
    {
      ...card({ type: 'Text', value: 'Night', color: { light: '#000000', dark: 'rgb(1, 2, 3)' } }),
      theme: 'dark',
    },
  ]);
  const look = await chat.log.getByText('Night').evaluate((text) => ({
    color: getComputedStyle(text).color,
    scheme: getComputedStyle(text).colorScheme,
  }));
  expect(look).toEqual({ color: 'rgb(1, 2, 3)', scheme: 'dark' });
});

test('a chart and a table can be read by those who do not see them', async ({ chat }) => {
  await show(chat, [everything()]);
  const chart = chat.log.getByRole('table', { name: 'Chart' });
  await expect(chart.getByRole('row', { name: 'Thu 7 5' })).toBeAttached();
  await expect(chat.log.getByRole('columnheader', { name: 'Topic' })).toBeVisible();
  await expect(chat.log.locator('svg rect')).toHaveCount(5);
});

test('on a phone every control is large enough for a finger, and nothing is wider than the screen', async ({
  browser,
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', {
        items: pageOf([quiz(), lessons(), profile(), everything()].map((w, at) => widgetItem(`w${at}`, w))),
      }),
    ),
  );
  await chat.open();
  const touch = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 320, height: 640 },
  });
  const page = await touch.newPage();
  await page.goto(chat.page.url());
  await page.waitForFunction(() => 'host' in window);
  await page.evaluate(() => window.host.mount({ initialThread: 'thr_1' }));
  const log = page.getByRole('log');
  await expect(log.locator('.w')).toHaveCount(4);
  const small = await log
    .locator('.w :is(button,input:not([type=hidden]):not([hidden]),label.w-choice,textarea)')
    .evaluateAll((controls) =>
      controls
        // The label around a radio button or a tick is what is pressed.
        .filter((control) => !control.matches('label input'))
        .map((control) => ({ name: control.outerHTML.slice(0, 80), box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 44 || box.width < 24)
        .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
    );
  expect(small).toEqual([]);
  expect(await log.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await touch.close();
});
