import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input } from '../support/chat-client';
import { KeyServer, type SigningKey, signingKey, signToken } from '../support/key-server';
import { type Reply, ScriptedOpenAI } from '../support/scripted-openai';

/** Pages of allowed sites may talk to the tutor; pages of all others may neither read its answers nor change anything. */
const DOCS = 'https://docs.robolearn.test';
const FORUM = 'http://forum.robolearn.test:8080';

let key: SigningKey;
let keyServer: KeyServer;
let openai: ScriptedOpenAI;
let app: AppServer;
let alice: ChatClient;
let cookie: string;

beforeAll(async () => {
  key = await signingKey('one', 'ES256');
  keyServer = await KeyServer.start(key);
  openai = await ScriptedOpenAI.start();
  // As people write them: browsers write the first in small letters, without the usual port.
  const ALLOWED_ORIGINS = `HTTPS://Docs.RoboLearn.test:443, ${FORUM}`;
  app = await startApp({ env: { ...keyServer.env, OPENAI_BASE_URL: openai.baseUrl, ALLOWED_ORIGINS } });
  alice = await ChatClient.signIn(app.url, 'Alice');
  cookie = alice.headers.cookie ?? '';
});

afterAll(async () => {
  await app?.stop();
  await openai?.stop();
  await keyServer?.stop();
});

const json = { 'content-type': 'application/json' };
const LIST = JSON.stringify({ type: 'threads.list', params: {} });
const CREATE = JSON.stringify({ type: 'threads.create', params: { input: input('Forged') } });

function send(path: string, headers: Record<string, string>, body?: BodyInit, method = 'POST') {
  const init = { method, headers, redirect: 'manual' as const };
  return fetch(app.url + path, body === undefined ? init : { ...init, body });
}

const permission = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('a page of an allowed origin', () => {
  const PATHS = [
    '/api/chatkit',
    '/chatkit',
    '/api/search',
    '/api/chatkit/upload',
    '/api/chatkit/runs/run_1/events',
    '/api/chatkit/attachments/atc_1/content',
    '/api/chatkit/attachments/atc_1/preview',
  ];

  test.each(PATHS)('may ask %s, and hears what it may send', async (path) => {
    for (const origin of [DOCS, FORUM]) {
      const asked = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-chatkit-resume',
      };
      const answer = await send(path, asked, undefined, 'OPTIONS');
      expect(answer.status).toBe(204);
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
      expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
      expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(0);
      expect(answer.headers.get('access-control-allow-methods')).toMatch(/\bPOST\b.*\bPUT\b/);
      const headers = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(', ');
      expect(headers).toEqual(
        expect.arrayContaining([
          'authorization',
          'content-type',
          'idempotency-key',
          'last-event-id',
          'x-chatkit-resume',
          'x-request-id',
          'x-user-id',
        ]),
      );
    }
  });

  test('reads lists, streams and refusals alike', async () => {
    openai.play((): Reply => ({ kind: 'text', text: 'Hello.' }));
    const token = { ...json, origin: DOCS, authorization: `Bearer ${await signToken(key)}` };
    const answers = {
      200: await send('/api/chatkit', token, LIST),
      201: await send('/chatkit', token, CREATE),
      400: await send('/api/chatkit', token, '{'),
      401: await send('/api/chatkit', { ...json, origin: DOCS }, LIST),
      403: await send('/api/chatkit', { ...token, 'x-user-id': 'somebody' }, LIST),
      404: await send('/api/chatkit/runs/run_1/events', token, undefined, 'GET'),
      415: await send('/api/chatkit', { ...token, 'content-type': 'text/plain' }, LIST),
    };
    const seen = Object.values(answers).map(({ status }) => status);
    expect(seen).toEqual([200, 200, 400, 401, 403, 404, 415]);
    for (const answer of Object.values(answers)) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(DOCS);
      expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
      const exposed = (answer.headers.get('access-control-expose-headers') ?? '').toLowerCase();
      for (const name of [
        'x-chatkit-extensions',
        'x-chatkit-run-id',
        'x-request-id',
        'retry-after',
        'ratelimit',
        'idempotency-replayed',
      ])
        expect(exposed.split(', ')).toContain(name);
      await answer.body?.cancel();
    }
    expect(answers[201].headers.get('content-type')).toContain('text/event-stream');
  });

  test('may use the session of a student, if the student’s browser sends it', async () => {
    expect((await send('/api/chatkit', { ...json, origin: DOCS, cookie }, LIST)).status).toBe(200);
  });
});

describe('a page of any other origin', () => {
  test.each(STRANGERS())('(%s) is given no permission', async (origin) => {
    const asked = { origin, 'access-control-request-method': 'POST' };
    const answers = [
      await send('/api/chatkit', asked, undefined, 'OPTIONS'),
      await send('/api/chatkit', { ...json, origin, authorization: `Bearer ${await signToken(key)}` }, LIST),
      await send('/api/chatkit', { ...json, origin }, LIST),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 200, 401]);
    for (const answer of answers) {
      expect(permission(answer)).toEqual([]);
      expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
    }
  });

  test('may load the element, which is the same for everybody, but no data', async () => {
    const script = await fetch(`${app.url}/chatkit.js`, { headers: { origin: 'https://any.test' } });
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    expect(script.headers.get('access-control-allow-credentials')).toBeNull();
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const page = await fetch(`${app.url}/chat`, { headers: { origin: DOCS } });
    expect(permission(page)).toEqual([]);
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

/** Origins that look like an allowed one, or like ours. */
function STRANGERS(): string[] {
  return [
    'https://evil.test',
    'null',
    'http://docs.robolearn.test',
    'https://docs.robolearn.test:444',
    'https://docs.robolearn.test.evil.test',
    'https://evil-docs.robolearn.test',
    'https://sub.docs.robolearn.test',
    'https://robolearn.test',
    'https://docs.robolearn.tes',
    'https://docs-robolearn.test',
    'https://docs.robolearn.test@evil.test',
    'https://docs.robolearn.test/',
    'https://docs.robolearn.test, https://evil.test',
    'HTTPS://DOCS.ROBOLEARN.TEST',
    'file://',
    '*',
    'https://docs.robolearn.test\u00a0.evil.test'.replace('\u00a0', '%00'),
  ];
}

const multipart = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

const file = () => {
  const form = new FormData();
  form.set('file', new File([Buffer.from('89504e470d0a1a0a', 'hex')], 'a.png', { type: 'image/png' }));
  return form;
};

const plain = { 'content-type': 'text/plain' };
const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const evil = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
const own = () => new URL(app.url);

interface Forgery {
  name: string;
  send: () => Promise<Response>;
  /** What may be the answer; 403 if not said. */
  status?: number[];
}

/** Everything that a page elsewhere can make a student's browser send, cookie included, and what it cannot but might be tried. */
const FORGERIES: Forgery[] = [
  { name: 'a message', send: () => send('/api/chatkit', { ...json, ...evil, cookie }, CREATE) },
  {
    name: 'a message to the old address',
    send: () => send('/chatkit', { ...json, ...evil, cookie }, CREATE),
  },
  {
    name: 'a message as plain text',
    send: () => send('/api/chatkit', { ...plain, ...evil, cookie }, CREATE),
  },
  { name: 'a message without a type', send: () => send('/api/chatkit', { ...evil, cookie }, CREATE) },
  {
    name: 'a message as a form',
    send: () => send('/api/chatkit', { ...formType, ...evil, cookie }, `{"type":"threads.create","x=":"&"}`),
  },
  {
    name: 'a message as a multipart form',
    send: () => send('/api/chatkit', { ...evil, cookie }, multipart({ a: CREATE })),
  },
  {
    name: 'a message from a sandboxed frame',
    send: () => send('/api/chatkit', { ...json, origin: 'null', cookie }, CREATE),
  },
  {
    name: 'a message that hides where it comes from',
    send: () => send('/api/chatkit', { ...json, cookie }, CREATE),
  },
  {
    name: 'a message from a neighbour on the same site',
    send: () => send('/api/chatkit', { ...json, cookie, 'sec-fetch-site': 'same-site' }, CREATE),
  },
  {
    name: 'a message from our host by another scheme',
    send: () => send('/api/chatkit', { ...json, cookie, origin: `https://${own().host}` }, CREATE),
  },
  {
    name: 'a message from another port of our host',
    send: () =>
      send('/api/chatkit', { ...json, cookie, origin: `http://localhost:${Number(own().port) + 1}` }, CREATE),
  },
  {
    name: 'a message from a host that begins like ours',
    send: () =>
      send('/api/chatkit', { ...json, cookie, origin: `http://localhost.evil.test:${own().port}` }, CREATE),
  },
  {
    name: 'a message from a subdomain of ours',
    send: () =>
      send('/api/chatkit', { ...json, cookie, origin: `http://evil.localhost:${own().port}` }, CREATE),
  },
  {
    name: 'a message with a forwarded host that fits',
    send: () =>
      send(
        '/api/chatkit',
        { ...json, ...evil, cookie, 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' },
        CREATE,
      ),
  },
  {
    name: 'a message with a list of forwarded hosts',
    send: () =>
      send(
        '/api/chatkit',
        { ...json, ...evil, cookie, 'x-forwarded-host': `evil.test, ${own().host}` },
        CREATE,
      ),
  },
  {
    name: 'a message with a referrer of ours',
    send: () => send('/api/chatkit', { ...json, ...evil, cookie, referer: `${app.url}/chat` }, CREATE),
  },
  {
    name: 'a message with two origins',
    send: () => send('/api/chatkit', { ...json, cookie, origin: `${app.url}, https://evil.test` }, CREATE),
  },
  {
    name: 'a message with another method in a header',
    send: () => send('/api/chatkit', { ...json, ...evil, cookie, 'x-http-method-override': 'GET' }, CREATE),
  },
  {
    name: 'a message with an empty token beside the cookie',
    send: () => send('/api/chatkit', { ...json, ...evil, cookie, authorization: 'Bearer ' }, CREATE),
    status: [401],
  },
  {
    name: 'a message by GET',
    send: () =>
      send(`/api/chatkit?body=${encodeURIComponent(CREATE)}`, { ...evil, cookie }, undefined, 'GET'),
    status: [405],
  },
  {
    name: 'deleting a conversation',
    send: async () =>
      send(
        '/api/chatkit',
        { ...plain, ...evil, cookie },
        JSON.stringify({ type: 'threads.delete', params: { thread_id: await keptThread() } }),
      ),
  },
  {
    name: 'a search',
    send: () => send('/api/search', { ...plain, ...evil, cookie }, '{"query":"what is a topic"}'),
  },
  { name: 'an upload', send: () => send('/api/chatkit/upload', { ...evil, cookie }, file()) },
  {
    name: 'bytes for an attachment',
    send: () => send('/api/chatkit/attachments/atc_1/content', { ...evil, cookie }, file(), 'PUT'),
  },
  {
    name: 'bytes for an attachment, with a forged link',
    send: () => send('/api/chatkit/attachments/atc_1/content?token=x.y.z', { ...evil, cookie }, file()),
  },
  {
    name: 'reading the events of a run',
    send: () =>
      send(
        '/api/chatkit/runs/run_1/events?after=0',
        { cookie, 'sec-fetch-site': 'cross-site' },
        undefined,
        'GET',
      ),
  },
  {
    name: 'a picture of an attachment, without its link',
    send: () =>
      send(
        '/api/chatkit/attachments/atc_1/preview',
        { cookie, 'sec-fetch-site': 'cross-site' },
        undefined,
        'GET',
      ),
  },
  {
    name: 'saving the profile',
    send: () => send('/profile', { ...evil, cookie }, multipart({ name: 'Forged', hardwareTier: '4' })),
  },
  {
    name: 'saving the profile as the page does',
    send: () =>
      send(
        '/profile',
        { ...plain, ...evil, cookie, 'next-action': 'a'.repeat(42), 'x-forwarded-host': 'evil.test' },
        '[]',
      ),
  },
  {
    name: 'saving the profile without saying from where',
    send: () => send('/profile', { cookie }, multipart({ name: 'Forged' })),
  },
  {
    name: 'saving the profile from an allowed site',
    send: () => send('/profile', { cookie, origin: DOCS }, multipart({ name: 'Forged' })),
  },
  {
    name: 'signing out',
    send: () => send('/api/auth/signout', { ...formType, ...evil, cookie }, 'json=true'),
  },
  {
    name: 'signing out from an allowed site',
    send: () => send('/api/auth/signout', { ...formType, origin: DOCS, cookie }, 'json=true'),
  },
  {
    name: 'signing in as somebody else',
    send: () => send('/api/auth/callback/demo', { ...formType, ...evil, cookie }, 'name=Mallory&json=true'),
  },
  {
    name: 'beginning a sign-in',
    send: () =>
      send('/api/auth/signin/oidc', { ...formType, ...evil, cookie }, 'callbackUrl=https://evil.test'),
  },
  {
    name: 'changing the session',
    send: () =>
      send(
        '/api/auth/session',
        { ...json, ...evil, cookie },
        JSON.stringify({ data: { user: { id: 'demo:mallory' } } }),
      ),
  },
];

let thread: Promise<string> | undefined;
function keptThread(): Promise<string> {
  openai.play((): Reply => ({ kind: 'text', text: 'Hello.' }));
  thread ??= alice.create('Kept').then((events) => {
    const created = events.find((event) => event.type === 'thread.created');
    return created?.type === 'thread.created' ? created.thread.id : '';
  });
  return thread;
}

describe('a request that a page elsewhere forges with the cookie of a student', () => {
  test('comes in at least twenty kinds', () => {
    expect(FORGERIES.length).toBeGreaterThanOrEqual(20);
  });

  test.each(FORGERIES)('$name: refused, and nothing has changed', async ({ send: forge, status = [403] }) => {
    await keptThread();
    const before = await state();
    const runs = openai.turns.length;
    const answer = await forge();
    expect(status).toContain(answer.status);
    expect(
      permission(answer).filter(() => answer.headers.get('access-control-allow-origin') !== DOCS),
    ).toEqual([]);
    const left = answer.headers.getSetCookie().filter((line) => line.includes('session-token'));
    expect(left).toEqual([]);
    expect(await state()).toEqual(before);
    expect(openai.turns.length).toBe(runs);
  });
});

/** What Alice has: her conversations, and her profile as its page shows it. */
async function state() {
  const threads = await alice.call('threads.list', { limit: 100 });
  const page = await (await fetch(`${app.url}/profile`, { headers: { cookie } })).text();
  const profile = /<input[^>]*name="name"[^>]*>/.exec(page)?.[0].match(/value="[^"]*"/)?.[0];
  const session = await (await fetch(`${app.url}/api/auth/session`, { headers: { cookie } })).json();
  return { threads, profile, user: session.user };
}

test('our own page may do all of it', async () => {
  openai.play((): Reply => ({ kind: 'text', text: 'Hello.' }));
  const headers = { ...json, cookie, origin: app.url, 'sec-fetch-site': 'same-origin' };
  expect((await send('/api/chatkit', headers, LIST)).status).toBe(200);
  expect((await send('/api/search', headers, '{"query":"what is a topic"}')).status).toBe(200);
  expect((await send('/api/chatkit/runs/run_1/events', { cookie }, undefined, 'GET')).status).toBe(404);
});
