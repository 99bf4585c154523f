import type { Principal } from './chatkit/principal';
import { LostRuns } from './chatkit/runs/lost-runs';
import { ChatKitError, Unavailable } from './chatkit/server/errors';
import { composeCare } from './compose-care';
import { composeLimits } from './compose-limits';
import { composeParts, partWatches } from './compose-parts';
import { composeRuns } from './compose-runs';
import { type ComposedSearch, composeSearch } from './compose-search';
import { type Config, config as readConfig } from './config';
import { createDatabase, type Database } from './db/database';
import { PrismaAccountData } from './db/prisma-account-data';
import { PrismaEndedSessions } from './db/prisma-ended-sessions';
import { PrismaErasures } from './db/prisma-erasures';
import { PrismaFileRecords } from './db/prisma-file-records';
import { PrismaFileStore } from './db/prisma-file-store';
import { PrismaFileSweep } from './db/prisma-file-sweep';
import { PrismaProfiles } from './db/prisma-profiles';
import { PrismaRetention } from './db/prisma-retention';
import { PrismaStore } from './db/prisma-store';
import { DiskFileStore } from './files/disk-file-store';
import { FileLinks } from './files/file-links';
import type { FileStore } from './files/file-store';
import { TutorAttachmentStore } from './files/tutor-attachment-store';
import { Uploads } from './files/uploads';
import type { HasEnded } from './identity/ended-sessions';
import { createHasEnded } from './identity/has-ended';
import { identify } from './identity/identify';
import type { Identity } from './identity/identity';
import { originOptions } from './identity/origin-options';
import type { Profiles } from './identity/profiles';
import { appSecret } from './identity/secret';
import { upstreamVerifier } from './identity/upstream-token';
import { clientAddress } from './limits/client-address';
import type { Limits } from './limits/limits';
import { createLogger, type Logger } from './observability/logger';
import { createMetrics } from './observability/metrics/create-metrics';
import type { Metrics } from './observability/metrics/metrics';
import { observeRuns } from './observability/observe-runs';
import { observeTutor } from './observability/observe-tutor';
import { type PartSources, partStates } from './observability/part-states';
import type { PartWatch } from './observability/part-watch';
import { noTracing } from './observability/tracing/no-tracing';
import type { Tracing } from './observability/tracing/tracing';
import { type Erased, type EraseOptions, eraseAccount } from './privacy/erase-account';
import { accountArchive } from './privacy/export/account-archive';
import { Exports } from './privacy/export/exports';
import { type SweptEverything, sweep } from './privacy/sweep';
import { CourseLessonsOnDisk } from './tutor/course-lessons';
import { ModelError } from './tutor/model-error';
import { failureOfStatus } from './tutor/model-failure-kind';
import { createModels } from './tutor/models';
import { TutorServer } from './tutor/tutor-server';

/** The parts of the running product. */
export interface RoboLearn extends ComposedSearch {
  log: Logger;
  metrics: Metrics;
  tracing: Tracing;
  database: Database;
  profiles: Profiles;
  files: FileStore;
  uploads: Uploads;
  attachments: TutorAttachmentStore;
  links: FileLinks;
  /** Streams an archive of everything that is kept of a user. @throws ChatKitError */
  exportAccount(principal: Principal): Promise<ReadableStream<Uint8Array>>;
  /** Deletes everything that is kept of a user. @throws ChatKitError `unavailable` */
  eraseAccount(principal: Principal): Promise<Erased>;
  /** Takes away what nobody will read again, and what has been kept for long enough. */
  sweep(): Promise<SweptEverything>;
  tutor: TutorServer;
  limits: Limits;
  /** Who is asking. Who cannot say it is counted by their address. @throws ChatKitError */
  identify(request: Request): Promise<Identity>;
  /** Whether a session is over, because its account was deleted. */
  hasEnded: HasEnded;
  /** Counts what comes from nobody in particular. @returns headers for the answer @throws RateLimited */
  admitAddress(request: Request): Promise<Record<string, string>>;
  /** Origin of the site as this request sees it, without a slash at the end. */
  siteUrl(request: Request): string;
  model: 'guide' | 'openai';
  /** In which API the model's server is spoken to, if that is not the one that was asked for. */
  modelApi(): 'chat_completions' | undefined;
  /** How the state of each part is found out. */
  parts: PartSources;
  /** From now on, also turns of dead processes end that nobody reads. For a process that lives on. */
  closeLostRunsRegularly(): void;
  /** Ends the running turns, then releases the database. */
  close(): Promise<void>;
}

/** Puts the product together from the configuration. One for a process: `robolearn()` is what asks for it. */
export async function compose(): Promise<RoboLearn> {
  const config = readConfig();
  const log = createLogger(config.logLevel);
  const secret = appSecret(config);
  const database = createDatabase({
    url: config.databaseUrl,
    directUrl: config.directDatabaseUrl,
    dataDir: config.dataDir,
    poolSize: config.poolSize,
    migrations: config.migrations,
    onConnectionLost: (error) => log.warn({ error }, 'database connection lost'),
    onLockFallback: (reason) =>
      log.warn(
        { reason },
        'there is no lock of the operating system for DATA_DIR; after a process was killed, the next one waits up to a minute for it',
      ),
  });
  const watches = partWatches(config);
  const files = await fileStore(config.files.store, database, watches.files);
  const models = createModels(config.model, {
    onApiFallback: (error) =>
      log.warn(
        { error: new ModelError(error) },
        'the model server has no Responses API; Chat Completions are used from now on (OPENAI_API=chat_completions spares the first try)',
      ),
    onTitleFallback: () =>
      log.warn('the server does not have OPENAI_TITLE_MODEL; titles come from OPENAI_MODEL'),
    onFull: (full) => {
      metrics.modelRetried('busy');
      log.warn(full, 'the model server is full; calls wait in line');
    },
    onLearnt: (learnt) =>
      log.warn(learnt, 'the model server refused a request as it was; it gets them so from now on'),
  });
  const metrics = createMetrics([...new Set(Object.values(models.names ?? {}))]);
  const uploads = new Uploads({
    files,
    records: new PrismaFileRecords(database),
    limits: config.files.limits,
    onRefused: metrics.fileRefused,
    onError: (error, userId) => log.warn({ error, userId }, 'a file could not be cleaned up; the sweep will'),
  });
  const links = new FileLinks(secret);
  const attachments = new TutorAttachmentStore(uploads, links);
  const tracing = await composeTracing(config, log, metrics);
  const composed = composeSearch(config, { log, metrics, tracing, embeddings: watches.embeddings });
  const runs = composeRuns(config, database, log);
  const store = new PrismaStore(database, {
    runs: runs.inDatabase,
    onUnreadable: (error, about) => log.error({ ...about, error }, 'stored item cannot be read'),
  });
  const tutor = new TutorServer({
    store: tracing.watch('store', store),
    runStore: runs.store,
    attachmentStore: attachments,
    files,
    search: composed.search,
    course: composed.course,
    lessons: new CourseLessonsOnDisk(config.course.dir),
    models,
    care: composeCare(config, { log, metrics }),
    history: config.history,
    retrieveFirst: config.retrieveFirst,
    maxTurnMs: config.maxTurnMs,
    // A picture is fetched by being shown, and its address can carry a conversation away: answers show none from elsewhere.
    threadDefaults: { allowed_image_domains: [] },
    linkHosts: config.linkHosts,
    onFeedback: (feedback) => log.info(feedback, 'feedback'),
    onDroppedCitations: metrics.citationsDropped,
    onError: (error, about) => log.error({ ...about, error }, 'turn failed'),
    onModelRetry: (failure) => {
      metrics.modelRetried(failureOfStatus(failure.status));
      log.warn(failure, 'model call is tried again');
    },
    onRun: observeRuns(metrics, tracing),
    observe: observeTutor(metrics, tracing, watches.model),
  });
  let lostRuns: LostRuns | undefined;
  const limits = composeLimits(config, { database, log, metrics, secret });
  const parts = composeParts(config, watches, { database, files, qdrant: composed.qdrant });
  metrics.watch({
    runs: () => tutor.runs.counts,
    pool: () => database.pool(),
    ping: () => database.ping(),
    parts: () => partStates(parts),
  });
  const admitAddress = (request: Request) => limits.admitAddress(clientAddress(request, config.proxies));
  const sessions = new PrismaEndedSessions(database, secret);
  const hasEnded = createHasEnded(sessions);
  const erasing: EraseOptions = {
    erasures: new PrismaErasures(database),
    sessions,
    files,
    stopTurns: (principal) => tutor.runs.stopAllOf(principal, 'deleted'),
    onError: (error, userId) =>
      log.warn({ error, userId }, 'an account is not deleted completely; the sweep will'),
  };
  const exports = new Exports((error, userId) => log.error({ error, userId }, 'an archive broke off'));
  const verifyUpstream = config.auth.upstream && upstreamVerifier(config.auth.upstream);

  return {
    ...composed,
    log,
    metrics,
    tracing,
    database,
    profiles: new PrismaProfiles(database),
    files,
    uploads,
    attachments,
    links,
    exportAccount: async (principal) => {
      // What cannot be read at all is refused before the first byte.
      await database.ping().catch((cause) => Promise.reject(new Unavailable({ cause })));
      return exports.stream(
        principal,
        accountArchive(principal, { data: new PrismaAccountData(database), files }),
      );
    },
    eraseAccount: (principal) => eraseAccount(principal, erasing),
    sweep: async () => {
      const swept = await sweep({
        files,
        records: new PrismaFileSweep(database),
        erasing,
        retention: new PrismaRetention(database),
        // In the database they go with their threads.
        forgetRuns: async (principal, threadId) => {
          if (!runs.inDatabase) await tutor.runs.forget(principal, threadId);
        },
        retentionDays: config.retentionDays,
      });
      await tutor.runs.closeLostRuns();
      await tutor.runs.sweep();
      await runs.sweep();
      return swept;
    },
    tutor,
    limits,
    parts,
    identify: async (request) => {
      try {
        return await identify(request, { secret, verifyUpstream, hasEnded, ...originOptions() });
      } catch (error) {
        if (ChatKitError.is(error) && error.code === 'unauthorized') {
          Object.assign(error.headers, await admitAddress(request));
        }
        throw error;
      }
    },
    hasEnded,
    admitAddress,
    siteUrl: (request) => config.siteUrl?.replace(/\/$/, '') ?? originOf(request),
    model: config.model.kind,
    modelApi: () => (models.server?.hasFallenBack ? 'chat_completions' : undefined),
    closeLostRunsRegularly: () => {
      lostRuns ??= new LostRuns(tutor.runs, (error) =>
        log.warn({ error }, 'turns of dead processes could not be closed'),
      );
    },
    close: async () => {
      lostRuns?.stop();
      await tutor.runs.stopAll();
      await runs.close();
      await limits.close();
      await database.close();
      await tracing.close();
    },
  };
}

/** The library is loaded only where it has something to do. */
async function composeTracing(config: Config, log: Logger, metrics: Metrics): Promise<Tracing> {
  if (!config.otlpEndpoint) return noTracing;
  const { startTracing } = await import('./observability/tracing/start-tracing');
  return startTracing({
    endpoint: config.otlpEndpoint,
    version: config.version,
    onLost: metrics.spansLost,
    onState: (state, error) => {
      if (state === 'away') log.warn({ error }, 'traces do not reach their collector');
      else log.info('traces reach their collector again');
    },
  });
}

async function fileStore(
  store: Config['files']['store'],
  database: Database,
  watch: Pick<PartWatch, 'begin'>,
): Promise<FileStore> {
  switch (store.kind) {
    case 'database':
      return new PrismaFileStore(database);
    case 'disk':
      return new DiskFileStore(store.directory);
    case 's3': {
      // The client of buckets is large.
      const { S3FileStore } = await import('./files/s3-file-store');
      return new S3FileStore({ ...store, onAsked: watch.begin });
    }
    default:
      return store satisfies never;
  }
}

function originOf(request: Request): string {
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  const protocol =
    request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() ??
    new URL(request.url).protocol.replace(':', '');
  return host ? `${protocol}://${host}` : new URL(request.url).origin;
}
