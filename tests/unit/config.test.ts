import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, parseConfig } from '@/lib/config';

test('an empty environment is the embedded product', () => {
  expect(parseConfig({})).toMatchObject({
    port: 3000,
    dataDir: '.data',
    databaseUrl: undefined,
    model: { kind: 'guide' },
    history: { limit: 10, mode: 'messages' },
    auth: { demo: true },
  });
});

test('an empty value counts as unset', () => {
  expect(parseConfig({ DATABASE_URL: '', PORT: '' }).port).toBe(3000);
});

test('with a database of its own, demo sign-in is off and a secret is required', () => {
  const env = { DATABASE_URL: 'postgres://u:p@h/d', NEXTAUTH_SECRET: 's' };
  expect(parseConfig(env).auth.demo).toBe(false);
  expect(parseConfig({ ...env, AUTH_DEMO: 'on' }).auth.demo).toBe(true);
  expect(() => parseConfig({ DATABASE_URL: env.DATABASE_URL })).toThrow(/^NEXTAUTH_SECRET: /);
});

test.each([
  [{ PORT: 'many' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ OPENAI_API: 'soap' }, 'OPENAI_API'],
  [{ RATE_LIMIT_MESSAGES_PER_MINUTE: '0' }, 'RATE_LIMIT_MESSAGES_PER_MINUTE'],
  [{ BUDGET_TOKENS_PER_DAY: 'much' }, 'BUDGET_TOKENS_PER_DAY'],
  [{ REDIS_URL: 'http://localhost' }, 'REDIS_URL'],
  [{ TRUSTED_PROXY_HOPS: '-1' }, 'TRUSTED_PROXY_HOPS'],
  [{ MODEL_PRICES: 'cheap' }, 'MODEL_PRICES'],
  [{ HISTORY_LIMIT: '-1' }, 'HISTORY_LIMIT'],
  [{ AUTH_GITHUB_ID: 'x' }, 'AUTH_GITHUB_SECRET'],
  [{ AUTH_OIDC_ISSUER: 'https://x.test' }, 'AUTH_OIDC_CLIENT_ID'],
  [{ AUTH_JWKS_URL: 'https://x.test/jwks' }, 'AUTH_JWT_ISSUER'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  [{ ALLOWED_ORIGINS: 'https://a.test/' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'https://a.test,https://b.test/docs' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'https://*.a.test' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: '*' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'null' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'a.test' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'https://user@a.test' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'ftp://a.test' }, 'ALLOWED_ORIGINS'],
  [{ FILES_STORE: 'tape' }, 'FILES_STORE'],
  [{ FILES_MAX_BYTES: '0' }, 'FILES_MAX_BYTES'],
  [{ FILES_STORE: 's3' }, 'S3_BUCKET'],
  [{ FILES_STORE: 'disk', VERCEL: '1' }, 'FILES_STORE'],
  [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS'],
  [{ FILES_STORE: 's3', S3_BUCKET: 'b', S3_REGION: 'r', S3_ACCESS_KEY_ID: 'k' }, 'S3_SECRET_ACCESS_KEY'],
])('%o is refused with one line that names the variable', (env, name) => {
  expect(() => parseConfig(env)).toThrow(ConfigError);
  expect(() => parseConfig(env)).toThrow(new RegExp(`^${name}: [^\n]+$`));
});

test('allowed origins are kept as browsers write them, each once', () => {
  const ALLOWED_ORIGINS =
    'HTTPS://Docs.A.test:443, http://b.test:8080,https://docs.a.test,https://bücher.test';
  expect(parseConfig({ ALLOWED_ORIGINS }).allowedOrigins).toEqual([
    'https://docs.a.test',
    'http://b.test:8080',
    'https://xn--bcher-kva.test',
  ]);
});

test.each(['bücher.test', 'straße.test', 'éa.test', 'ñ.test', 'слово.test', '例え.test'])(
  'the site at %s has the address that browsers write',
  (host) => {
    const site = `https://${host}`;
    const { allowedOrigins, siteUrl } = parseConfig({ ALLOWED_ORIGINS: site, SITE_URL: site });
    expect(allowedOrigins).toEqual([new URL(site).origin]);
    expect(siteUrl).toBe(new URL(site).origin);
  },
);

test('on Vercel, files that go through a function fit into its request, turns end before it does, and a bucket is free of that', () => {
  const s3 = {
    FILES_STORE: 's3',
    S3_BUCKET: 'b',
    S3_REGION: 'r',
    S3_ACCESS_KEY_ID: 'k',
    S3_SECRET_ACCESS_KEY: 's',
  };
  const MB = 1024 ** 2;
  expect(parseConfig({ VERCEL: '1' }).files.limits.maxBytes).toBe(4 * MB);
  expect(parseConfig({ VERCEL: '1', FILES_MAX_BYTES: '1000' }).files.limits.maxBytes).toBe(1000);
  expect(parseConfig({ VERCEL: '1', ...s3 }).files.limits.maxBytes).toBe(20 * MB);
  expect(parseConfig({}).files.limits.maxBytes).toBe(20 * MB);
  const { functions } = JSON.parse(readFileSync('vercel.json', 'utf8'));
  const seconds = functions['app/api/chatkit/route.ts'].maxDuration;
  expect(parseConfig({ VERCEL: '1' }).maxTurnMs).toBeLessThan(seconds * 1000 - 10_000);
  expect(readFileSync('app/api/chatkit/route.ts', 'utf8')).toContain(
    `export const maxDuration = ${seconds};`,
  );
});

const SOURCE = readFileSync('lib/config.ts', 'utf8');
const read = [...SOURCE.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name);

test('docs/deploy.md says of every variable what it is for on Vercel', () => {
  const page = readFileSync('docs/deploy.md', 'utf8');
  expect(read.filter((name) => name !== 'NODE_ENV' && !page.includes(`\`${name}\``))).toEqual([]);
});

test.each([
  ['OpenAI and its default model', { OPENAI_API_KEY: 'sk' }, 'gpt-4.1', 'gpt-4.1-mini'],
  ['OpenAI in Europe', { OPENAI_BASE_URL: 'https://eu.api.openai.com/v1' }, 'gpt-4.1', 'gpt-4.1-mini'],
  ['another model', { OPENAI_API_KEY: 'sk', OPENAI_MODEL: 'gpt-x' }, 'gpt-x', 'gpt-x'],
  ['another server', { OPENAI_BASE_URL: 'http://localhost:8080/v1' }, 'gpt-4.1', 'gpt-4.1'],
  [
    'a server that only sounds like it',
    { OPENAI_BASE_URL: 'https://notopenai.com/v1' },
    'gpt-4.1',
    'gpt-4.1',
  ],
  ['a model for titles', { OPENAI_BASE_URL: 'http://l:1/v1', OPENAI_TITLE_MODEL: 't' }, 'gpt-4.1', 't'],
])('the models with %s', (_, env, model, titleModel) => {
  expect(parseConfig(env).model).toMatchObject({ model, titleModel, maxOutputTokens: 8_192 });
});

test.each([
  ['OpenAI', {}, 60, 60],
  ['another server', { OPENAI_BASE_URL: 'http://localhost:8080/v1' }, 60, 180],
  [
    'another server, and a time',
    { OPENAI_BASE_URL: 'http://l:1/v1', MODEL_IDLE_TIMEOUT_SECONDS: '200' },
    200,
    600,
  ],
])('how long %s may say nothing', (_, env, idle, first) => {
  expect(parseConfig({ OPENAI_API_KEY: 'sk', ...env }).model).toMatchObject({
    idleTimeoutMs: idle * 1000,
    firstBytesTimeoutMs: first * 1000,
  });
});

test.each([
  [{ OPENAI_API_KEY: 'sk' }, true, true],
  [{ OPENAI_API_KEY: 'sk', OPENAI_BASE_URL: 'https://api.openai.com/v1' }, true, true],
  [{ OPENAI_API_KEY: 'sk', OPENAI_BASE_URL: 'https://eu.api.openai.com/v1' }, true, true],
  [{ OPENAI_API_KEY: 'sk', OPENAI_MODEL: 'gpt-x' }, true, true],
  [{ OPENAI_API_KEY: 'sk', MODERATION: 'off' }, true, false],
  [{ OPENAI_BASE_URL: 'https://api.openai.com.evil.test/v1' }, false, false],
  [{ OPENAI_BASE_URL: 'https://school.openai.azure.com/v1' }, false, false],
  [{ OPENAI_BASE_URL: 'http://localhost:8080/v1', MODERATION: 'auto' }, false, false],
])('with %o the server is OpenAI: %s, and moderates: %s', (env, isOpenAI, moderates) => {
  expect(parseConfig(env).model).toMatchObject({ isOpenAI, moderates });
});

test('the line of the school is one, and the moderation is on or off', () => {
  expect(parseConfig({}).helpText).toBeUndefined();
  expect(parseConfig({ HELP_TEXT: ' Ms Weber, room 12 ' }).helpText).toBe('Ms Weber, room 12');
  expect(() => parseConfig({ HELP_TEXT: 'a'.repeat(501) })).toThrow(/^HELP_TEXT: /);
  expect(() => parseConfig({ HELP_TEXT: 'Call\n[x](y)' })).toThrow(/^HELP_TEXT: should be one line/);
  expect(() => parseConfig({ MODERATION: 'yes' })).toThrow(/^MODERATION: /);
});

test('.env.example lists every variable that is read', () => {
  const listed = readFileSync('.env.example', 'utf8');
  expect(read.length).toBeGreaterThan(25);
  expect(
    read.filter((name) => name !== 'NODE_ENV' && !new RegExp(`^#? ?${name}=`, 'm').test(listed)),
  ).toEqual([]);
});

test.each<[Record<string, string>, string]>([
  [{}, 'all'],
  [{ VERCEL: '1' }, 'compatible'],
  [{ VERCEL: '1', VERCEL_ENV: 'production' }, 'compatible'],
  [{ VERCEL: '1', VERCEL_ENV: 'preview' }, 'none'],
  [{ VERCEL: '1', VERCEL_ENV: 'development' }, 'none'],
  [{ VERCEL: '1', VERCEL_ENV: 'staging' }, 'none'],
  [{ VERCEL: '1', VERCEL_ENV: 'preview', MIGRATIONS: 'all' }, 'all'],
  [{ MIGRATIONS: 'none' }, 'none'],
])('with %o, a start applies of new migrations: %s', (env, migrations) => {
  expect(parseConfig(env).migrations).toBe(migrations);
});
