import { z } from 'zod';
import type { Acquired, ClaimedAnswer, RepeatedRequest, RunRecord } from '../../chatkit/runs/run-store';
import { STOP_REASONS } from '../../chatkit/runs/turn-stopped';

/** What the scripts answer: lists, in which nothing is null. */

const record = z
  .tuple([
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string().nullable(),
    z.enum(['preparing', 'running', 'ended']),
    z.number(),
    z.number(),
    z.coerce.number().nullable(),
  ])
  .transform(
    ([id, userId, threadId, operation, messageId, state, lastSeq, silence, closedAfter]): RunRecord => ({
      id,
      userId,
      threadId,
      operation,
      messageId: messageId ?? undefined,
      state,
      lastSeq,
      isSilent: silence > 0,
      isLost: silence === 2,
      closedAfter: closedAfter ?? undefined,
    }),
  );

export const runReply = record.nullable().transform((run) => run ?? undefined);

export const runsReply = z.array(record);

const repeated = z.union([
  z.tuple([z.literal('mismatch')]).transform((): RepeatedRequest => ({ kind: 'mismatch' })),
  z.tuple([z.literal('repeated'), runReply]).transform(([kind, run]): RepeatedRequest => ({ kind, run })),
]);

export const lookUpReply = repeated.nullable().transform((request) => request ?? undefined);

export const acquireReply = z.union([
  z.tuple([z.literal('acquired')]).transform((): Acquired => ({ kind: 'acquired' })),
  z.tuple([z.literal('busy'), record]).transform(([kind, run]): Acquired => ({ kind, run })),
  repeated,
]);

export const claimReply = z.union([
  z.tuple([z.enum(['claimed', 'pending', 'mismatch'])]).transform(([kind]): ClaimedAnswer => ({ kind })),
  z
    .tuple([z.literal('answered'), z.string()])
    .transform(([kind, answer]): ClaimedAnswer => ({ kind, answer })),
]);

/** Of a write to one run. */
export type WriteReply = z.output<typeof writeReply>;

export const writeReply = z.union([
  z
    .tuple([z.literal('news'), z.enum(STOP_REASONS).nullable(), z.number()])
    .transform(
      ([kind, stopReason, detached]) =>
        ({ kind, news: { stopReason: stopReason ?? undefined, isDetached: detached === 1 } }) as const,
    ),
  z.tuple([z.literal('behind'), z.number()]).transform(([kind, lastSeq]) => ({ kind, lastSeq }) as const),
  z.tuple([z.enum(['over', 'missing'])]).transform(([kind]) => ({ kind }) as const),
]);

/** Entries of a stream: an id, and names with their values. */
export const eventsReply = z.array(
  z.tuple([z.string(), z.tuple([z.string(), z.string()])]).transform(([id, [, json]]) => ({
    seq: Number.parseInt(id, 10),
    json,
  })),
);
