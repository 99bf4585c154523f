/** A ChatKit server of one's own: everything that `docs/sdk.md` speaks of, from one place. */
export { generateId, type IdGenerator, type IdKind } from './ids';
export type { Principal } from './principal';
export * from './protocol';
export { Runs, type RunsOptions } from './runs/runs';
export { type Admission, type Admit, NotAdmitted } from './server/admission';
export {
  type AudioInput,
  ChatKitServer,
  type ChatKitServerOptions,
  type ErrorContext,
} from './server/chatkit-server';
export {
  ChatKitError,
  Conflict,
  CustomStreamError,
  type ErrorCode,
  InvalidRequest,
  NotFound,
  PayloadTooLarge,
  RateLimited,
  StreamError,
  Unavailable,
} from './server/errors';
export { errorResponse, handleRequest } from './server/handle-request';
export { nodeListener } from './server/node-listener';
export type { RequestContext } from './server/request-context';
export { resumeRun } from './server/resume-run';
export { MemoryStore } from './store/memory-store';
export type { AttachmentStore, ItemQuery, PageQuery, Store, ThreadPatch } from './store/store';
export * from './widgets';
