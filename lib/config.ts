import { z } from 'zod';

const text = z.string().min(1);
const url = z.url();
const flag = z
  .enum(['on', 'off', 'true', 'false', '1', '0'])
  .transform((value) => value === 'on' || value === 'true' || value === '1');
const count = z.coerce.number().int().positive();
/** As many numbers as Qdrant takes in a vector. */
const MAX_DIMENSIONS = 65_536;
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'should start with postgres:// or postgresql://');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const amount = z.number().min(0);
const priceTable = z.record(
  z.string(),
  z.object({ input: amount, output: amount, cached: amount.optional(), minute: amount.optional() }),
  'should be JSON such as {"gpt-4.1":{"input":2,"output":8,"cached":0.5}}, in prices of a million tokens',
);

/** Undefined if it is not JSON: what it should be, the schema says. */
function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
/** `URL.canParse` of Node 20 refuses a host such as `bücher.test` once it has been called many times. */
function isUrl(text: string): boolean {
  try {
    return new URL(text).host !== '';
  } catch {
    return false;
  }
}

/** An address as browsers write it, where it has other letters in it: see `isUrl` for what becomes of those. */
function inAscii(address: string | undefined): string | undefined {
  return address === undefined || /^[\x20-\x7e]*$/.test(address)
    ? address
    : new URL(address).href.replace(/\/$/, '');
}

const SITE = /^https?:\/\/[^/?#@\\\s*]+$/i;
/** Origins as browsers write them. An address with a path would look as if it allowed less than it does. */
const origins = list
  .refine((sites) => sites.every((site) => SITE.test(site) && isUrl(site)), {
    error:
      'should be origins with commas between them, as in https://docs.example.org, without a slash at the end',
  })
  .transform((sites) => [...new Set(sites.map((site) => new URL(site).origin))]);

/** Documentation of what the course teaches and of what it is built on: sites whose pages their makers write. */
const LINK_HOSTS = [
  'docs.ros.org',
  'wiki.ros.org',
  'index.ros.org',
  'design.ros2.org',
  'control.ros.org',
  'docs.nav2.org',
  'micro.ros.org',
  'moveit.ai',
  'moveit.picknik.ai',
  'gazebosim.org',
  'classic.gazebosim.org',
  'sdformat.org',
  'docs.nvidia.com',
  'developer.nvidia.com',
  'docs.omniverse.nvidia.com',
  'docs.isaacsim.omniverse.nvidia.com',
  'isaac-sim.github.io',
  'nvidia-isaac-ros.github.io',
  'docs.python.org',
  'numpy.org',
  'docs.opencv.org',
  'docs.pytorch.org',
  'pytorch.org',
  'en.cppreference.com',
  'cmake.org',
  'docs.docker.com',
  'documentation.ubuntu.com',
];
const HOST = /^(?:\*\.)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*$/i;
/** `none`: no host, since an empty value counts as unset. */
const linkHosts = list
  .transform((hosts) => (hosts.length === 1 && hosts[0]?.toLowerCase() === 'none' ? [] : hosts))
  .refine((hosts) => hosts.every((host) => HOST.test(host)), {
    error: 'should be hosts with commas between them, as in docs.ros.org,*.example.org, or none',
  });

/** Every variable that the product reads, with its default (DESIGN §4). An empty value counts as unset. */
const environment = z.object({
  npm_package_version: z.string().default('0.0.0'),
  NODE_ENV: z.string().default('development'),
  CHATKIT_STORE_DATABASE_URL: postgresUrl.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DIRECT_DATABASE_URL: postgresUrl.optional(),
  MIGRATIONS: z.enum(['all', 'compatible', 'none']).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: text.default('.data'),
  CHATKIT_STORE_POOL_SIZE: count.max(100).default(10),

  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: url.optional(),
  OPENAI_API: z.enum(['responses', 'chat_completions']).default('responses'),
  OPENAI_MODEL: text.optional(),
  OPENAI_TITLE_MODEL: text.optional(),
  OPENAI_TRANSCRIBE_MODEL: text.default('gpt-4o-mini-transcribe'),
  OPENAI_MAX_OUTPUT_TOKENS: count.min(16).default(8_192),
  OPENAI_EMBEDDING_MODEL: text.default('text-embedding-3-small'),
  EMBEDDING_DIMENSIONS: count.max(MAX_DIMENSIONS).optional(),
  MODEL_IDLE_TIMEOUT_SECONDS: count.max(600).default(60),
  MODERATION: z.enum(['auto', 'off']).default('auto'),
  HELP_TEXT: text.trim().max(500).regex(/^.*$/, 'should be one line').optional(),
  HISTORY_LIMIT: z.coerce.number().int().min(0).max(100).default(10),
  HISTORY_MODE: z.enum(['messages', 'prompt']).default('messages'),
  RETRIEVE_FIRST: flag.default(true),

  QDRANT_URL: url.optional(),
  QDRANT_API_KEY: text.optional(),
  QDRANT_COLLECTION: text.default('robolearn_platform'),

  COURSE_DIR: text.default('content'),
  BOOK_ID: text.default('physical-ai-robotics'),
  SITE_URL: url.optional(),

  NEXTAUTH_SECRET: text.optional(),
  NEXTAUTH_URL: url.optional(),
  AUTH_GITHUB_ID: text.optional(),
  AUTH_GITHUB_SECRET: text.optional(),
  AUTH_GOOGLE_ID: text.optional(),
  AUTH_GOOGLE_SECRET: text.optional(),
  AUTH_OIDC_ISSUER: url.optional(),
  AUTH_OIDC_CLIENT_ID: text.optional(),
  AUTH_OIDC_CLIENT_SECRET: text.optional(),
  AUTH_DEMO: flag.optional(),
  AUTH_JWKS_URL: url.optional(),
  AUTH_JWT_ISSUER: text.optional(),
  AUTH_JWT_AUDIENCE: text.optional(),
  ALLOWED_ORIGINS: origins.default([]),
  LINK_HOSTS: linkHosts.default(LINK_HOSTS),

  RATE_LIMIT_MESSAGES_PER_MINUTE: count.default(20),
  RATE_LIMIT_REQUESTS_PER_MINUTE: count.default(300),
  RATE_LIMIT_UPLOADS_PER_MINUTE: count.default(30),
  RATE_LIMIT_CONCURRENT_RUNS: count.default(3),
  BUDGET_TOKENS_PER_DAY: count.default(200_000),
  MODEL_PRICES: z.string().transform(parseJson).pipe(priceTable).default({}),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'should start with redis:// or rediss://')
    .optional(),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(20).default(0),
  VERCEL: flag.default(false),
  VERCEL_ENV: text.default('production'),

  FILES_STORE: z.enum(['database', 'disk', 's3']).default('database'),
  FILES_MAX_BYTES: count.max(1024 ** 3).default(20 * 1024 ** 2),
  FILES_PER_MESSAGE: count.max(20).default(10),
  FILES_QUOTA_BYTES: count.default(200 * 1024 ** 2),
  S3_BUCKET: text.optional(),
  S3_REGION: text.optional(),
  S3_ENDPOINT: url.optional(),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),

  RETENTION_DAYS: count.max(36_500).optional(),
  CRON_SECRET: text.optional(),

  METRICS_TOKEN: text.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'should be an address such as http://localhost:4318' })
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

type Environment = z.infer<typeof environment>;

interface OAuthClient {
  clientId: string;
  clientSecret: string;
}

export interface Config {
  version: string;
  production: boolean;
  port: number;
  dataDir: string;
  /** Undefined means the embedded database under `dataDir`. */
  databaseUrl: string | undefined;
  /** For migrations and news of other processes, where `databaseUrl` goes through a transaction pooler. */
  directDatabaseUrl: string | undefined;
  poolSize: number;
  /** Processes come and go with requests: none keeps a connection for what others may say. */
  isServerless: boolean;
  /** What of the migrations is applied by a start or a deployment: `compatible` are those that let the version before them go on. */
  migrations: 'all' | 'compatible' | 'none';
  model:
    | { kind: 'guide' }
    | {
        kind: 'openai';
        apiKey: string;
        baseUrl: string | undefined;
        /** The server is OpenAI itself, and not another that speaks like it. */
        isOpenAI?: boolean;
        /** Messages are shown to OpenAI's moderation before they are answered. */
        moderates?: boolean;
        api: 'responses' | 'chat_completions';
        model: string;
        titleModel: string;
        transcribeModel: string;
        /** Most that one call may answer with, thoughts included, in tokens; undefined leaves it to the model. */
        maxOutputTokens?: number | undefined;
        /** How long the model may say nothing, before its answer begins or in the middle of it; in milliseconds. */
        idleTimeoutMs: number;
        /** How long it may say nothing before the first bytes of an answer; as long as in the middle if it is not said. */
        firstBytesTimeoutMs?: number | undefined;
      };
  history: { limit: number; mode: 'messages' | 'prompt' };
  /** Whether the course is searched before the first call to the model. */
  retrieveFirst: boolean;
  /** Whom the school names for students who may harm themselves; undefined means that only general advice is given. */
  helpText: string | undefined;
  course: { dir: string; bookId: string };
  /** Where the course is kept for hybrid search; undefined means the local index alone. */
  qdrant: { url: string; apiKey: string | undefined; collection: string } | undefined;
  /** The server that makes vectors of texts; undefined where there is none. */
  embeddings:
    | {
        apiKey: string;
        baseUrl: string | undefined;
        model: string;
        /** Numbers of a vector; undefined leaves it to the model. */
        dimensions: number | undefined;
      }
    | undefined;
  /** Base of links to lessons; undefined means the origin of the request. */
  siteUrl: string | undefined;
  auth: {
    secret: string | undefined;
    url: string | undefined;
    github: OAuthClient | undefined;
    google: OAuthClient | undefined;
    oidc: (OAuthClient & { issuer: string }) | undefined;
    demo: boolean;
    upstream: { jwksUrl: string; issuer: string; audience: string } | undefined;
  };
  /** Hosts whose pages answers may link, beside the course's: `docs.ros.org`, or `*.ros.org` for all beneath it. */
  linkHosts: string[];
  /** Other sites that may embed the tutor, as browsers write their origins. */
  allowedOrigins: string[];
  limits: {
    messagesPerMinute: number;
    requestsPerMinute: number;
    uploadsPerMinute: number;
    concurrentRuns: number;
    tokensPerDay: number;
  };
  /** What a million tokens of each model cost. */
  modelPrices: Record<string, { input: number; output: number; cached?: number | undefined }>;
  /** Where the counters of limits are; undefined means in the database. */
  redisUrl: string | undefined;
  /** Who may say where a request comes from. */
  proxies: { hops: number; vercel: boolean };
  files: {
    store:
      | { kind: 'database' }
      | { kind: 'disk'; directory: string }
      | {
          kind: 's3';
          bucket: string;
          region: string;
          endpoint: string | undefined;
          accessKeyId: string;
          secretAccessKey: string;
        };
    /** Sizes in bytes; `quotaBytes` is for all files of one user. */
    limits: { maxBytes: number; perMessage: number; quotaBytes: number };
  };
  /** Days that a conversation is kept after something was written to it; undefined keeps all. */
  retentionDays: number | undefined;
  /** What starts a sweep from outside has to show; undefined means that nothing can. */
  cronSecret: string | undefined;
  /** How long a turn may take, in milliseconds; undefined leaves it to the server. */
  maxTurnMs: number | undefined;
  /** What a reader of the metrics has to show; undefined means that there are none to read. */
  metricsToken: string | undefined;
  /** Where traces are sent, by OTLP over HTTP; undefined means that there are none. */
  otlpEndpoint: string | undefined;
  logLevel: Environment['LOG_LEVEL'];
}

/** A variable that cannot be used. The message is one line that names it and says what it should be. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables.
 *
 * @param env usually `process.env`
 * @throws ConfigError for the first variable that cannot be parsed, or that is missing beside its partner
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'is not valid'}`);
  }
  const values = parsed.data;
  const databaseUrl = values.CHATKIT_STORE_DATABASE_URL ?? values.DATABASE_URL;

  if (databaseUrl && !values.NEXTAUTH_SECRET) {
    throw new ConfigError(
      'NEXTAUTH_SECRET: is required with a database of its own; set it to 32 or more random characters',
    );
  }

  return {
    version: values.npm_package_version,
    production: values.NODE_ENV === 'production',
    port: values.PORT,
    dataDir: values.DATA_DIR,
    databaseUrl,
    directDatabaseUrl: values.DIRECT_DATABASE_URL,
    poolSize: values.CHATKIT_STORE_POOL_SIZE,
    isServerless: values.VERCEL,
    migrations: values.MIGRATIONS ?? defaultMigrations(values),
    model: modelConfig(values),
    history: { limit: values.HISTORY_LIMIT, mode: values.HISTORY_MODE },
    retrieveFirst: values.RETRIEVE_FIRST,
    helpText: values.HELP_TEXT,
    course: { dir: values.COURSE_DIR, bookId: values.BOOK_ID },
    qdrant: values.QDRANT_URL
      ? { url: values.QDRANT_URL, apiKey: values.QDRANT_API_KEY, collection: values.QDRANT_COLLECTION }
      : undefined,
    embeddings: embeddingsConfig(values),
    siteUrl: inAscii(values.SITE_URL ?? values.NEXTAUTH_URL),
    auth: {
      secret: values.NEXTAUTH_SECRET,
      url: values.NEXTAUTH_URL,
      github: client(values, 'AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET'),
      google: client(values, 'AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET'),
      oidc: oidcConfig(values),
      demo: values.AUTH_DEMO ?? !databaseUrl,
      upstream: upstreamConfig(values),
    },
    linkHosts: values.LINK_HOSTS,
    allowedOrigins: values.ALLOWED_ORIGINS,
    limits: {
      messagesPerMinute: values.RATE_LIMIT_MESSAGES_PER_MINUTE,
      requestsPerMinute: values.RATE_LIMIT_REQUESTS_PER_MINUTE,
      uploadsPerMinute: values.RATE_LIMIT_UPLOADS_PER_MINUTE,
      concurrentRuns: values.RATE_LIMIT_CONCURRENT_RUNS,
      tokensPerDay: values.BUDGET_TOKENS_PER_DAY,
    },
    modelPrices: values.MODEL_PRICES,
    redisUrl: values.REDIS_URL,
    proxies: { hops: values.TRUSTED_PROXY_HOPS, vercel: values.VERCEL },
    files: {
      store: fileStoreConfig(values),
      limits: {
        maxBytes: maxFileBytes(values),
        perMessage: values.FILES_PER_MESSAGE,
        quotaBytes: values.FILES_QUOTA_BYTES,
      },
    },
    retentionDays: values.RETENTION_DAYS,
    cronSecret: values.CRON_SECRET,
    maxTurnMs: values.VERCEL ? VERCEL_TURN_MS : undefined,
    metricsToken: values.METRICS_TOKEN,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: values.LOG_LEVEL,
  };
}

/** On Vercel the old deployment serves while the new one is built, and previews may well have the address of its database. */
function defaultMigrations({ VERCEL, VERCEL_ENV }: Environment): Config['migrations'] {
  if (!VERCEL) return 'all';
  return VERCEL_ENV === 'production' ? 'compatible' : 'none';
}

function modelConfig(values: Environment): Config['model'] {
  if (!values.OPENAI_API_KEY && !values.OPENAI_BASE_URL) return { kind: 'guide' };
  const model = values.OPENAI_MODEL ?? DEFAULT_MODEL;
  const isOpenAI = isOpenAIAddress(values.OPENAI_BASE_URL);
  // Another server, or an account with other models, may not have ours: the model of the answers it has.
  const hasOurs = isOpenAI && !values.OPENAI_MODEL;
  return {
    kind: 'openai',
    ...openaiServer(values),
    isOpenAI,
    moderates: isOpenAI && values.MODERATION === 'auto',
    api: values.OPENAI_API,
    model,
    titleModel: values.OPENAI_TITLE_MODEL ?? (hasOurs ? DEFAULT_TITLE_MODEL : model),
    transcribeModel: values.OPENAI_TRANSCRIBE_MODEL,
    maxOutputTokens: values.OPENAI_MAX_OUTPUT_TOKENS,
    idleTimeoutMs: values.MODEL_IDLE_TIMEOUT_SECONDS * 1000,
    firstBytesTimeoutMs: firstBytesTimeout(values),
  };
}

/** A server of one's own reads a long question for minutes before it sends anything, without a graphics card. */
function firstBytesTimeout(values: Environment): number {
  const seconds = values.MODEL_IDLE_TIMEOUT_SECONDS;
  return seconds * (isOpenAIAddress(values.OPENAI_BASE_URL) ? 1 : OWN_SERVER_PATIENCE) * 1000;
}

const OWN_SERVER_PATIENCE = 3;
const DEFAULT_MODEL = 'gpt-4.1';
const DEFAULT_TITLE_MODEL = 'gpt-4.1-mini';

function isOpenAIAddress(baseUrl: string | undefined): boolean {
  return baseUrl === undefined || /(^|\.)openai\.com$/.test(new URL(baseUrl).hostname);
}

function openaiServer(values: Environment): { apiKey: string; baseUrl: string | undefined } {
  // A local server without authentication still gets a header that the client insists on sending.
  return { apiKey: values.OPENAI_API_KEY ?? 'none', baseUrl: values.OPENAI_BASE_URL };
}

function embeddingsConfig(values: Environment): Config['embeddings'] {
  if (!values.OPENAI_API_KEY && !values.OPENAI_BASE_URL) return undefined;
  const { OPENAI_EMBEDDING_MODEL: model, EMBEDDING_DIMENSIONS: dimensions } = values;
  return { ...openaiServer(values), model, dimensions };
}

function client(
  values: Environment,
  idName: keyof Environment,
  secretName: keyof Environment,
): OAuthClient | undefined {
  const [clientId, clientSecret] = [values[idName], values[secretName]];
  if (typeof clientId === 'string' && typeof clientSecret === 'string') return { clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) return undefined;
  throw new ConfigError(`${clientId === undefined ? idName : secretName}: is required beside its partner`);
}

function oidcConfig(values: Environment): Config['auth']['oidc'] {
  const pair = client(values, 'AUTH_OIDC_CLIENT_ID', 'AUTH_OIDC_CLIENT_SECRET');
  const issuer = values.AUTH_OIDC_ISSUER;
  if (pair && issuer) return { ...pair, issuer };
  if (!pair && !issuer) return undefined;
  throw new ConfigError(
    `${pair ? 'AUTH_OIDC_ISSUER' : 'AUTH_OIDC_CLIENT_ID'}: is required beside its partners`,
  );
}

function upstreamConfig(values: Environment): Config['auth']['upstream'] {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_JWT_ISSUER: issuer, AUTH_JWT_AUDIENCE: audience } = values;
  if (!jwksUrl && !issuer && !audience) return undefined;
  if (jwksUrl && issuer && audience) return { jwksUrl, issuer, audience };
  const missing = !jwksUrl ? 'AUTH_JWKS_URL' : !issuer ? 'AUTH_JWT_ISSUER' : 'AUTH_JWT_AUDIENCE';
  throw new ConfigError(
    `${missing}: upstream tokens need AUTH_JWKS_URL, AUTH_JWT_ISSUER and AUTH_JWT_AUDIENCE together`,
  );
}

/** A function ends after the 300 seconds of `vercel.json`; what a turn has said by then is to be stored before. */
const VERCEL_TURN_MS = 285_000;

/** Vercel takes no request of more than 4.5 MB, and a form has more in it than the file. */
const VERCEL_BODY_BYTES = 4 * 1024 ** 2;

/** Into a bucket, browsers put files past this server. */
function maxFileBytes({ VERCEL, FILES_STORE, FILES_MAX_BYTES }: Environment): number {
  return VERCEL && FILES_STORE !== 's3' ? Math.min(FILES_MAX_BYTES, VERCEL_BODY_BYTES) : FILES_MAX_BYTES;
}

function fileStoreConfig(values: Environment): Config['files']['store'] {
  if (values.VERCEL && values.FILES_STORE === 'disk') {
    throw new ConfigError(
      'FILES_STORE: disk keeps nothing on Vercel, where it is read-only; set it to s3 or database',
    );
  }
  if (values.FILES_STORE === 'database') return { kind: 'database' };
  if (values.FILES_STORE === 'disk') return { kind: 'disk', directory: `${values.DATA_DIR}/files` };
  const { S3_BUCKET, S3_REGION, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = values;
  if (S3_BUCKET && S3_REGION && S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY) {
    return {
      kind: 's3',
      bucket: S3_BUCKET,
      region: S3_REGION,
      endpoint: S3_ENDPOINT,
      accessKeyId: S3_ACCESS_KEY_ID,
      secretAccessKey: S3_SECRET_ACCESS_KEY,
    };
  }
  const needed = { S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY };
  const missing = Object.entries(needed).find(([, value]) => !value)?.[0];
  throw new ConfigError(`${missing}: is required with FILES_STORE=s3`);
}

let current: Config | undefined;

/** The configuration of this process, parsed at first use. */
export function config(): Config {
  current ??= parseConfig(process.env);
  return current;
}
