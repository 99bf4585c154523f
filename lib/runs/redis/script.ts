import { createHash } from 'node:crypto';
import { RETENTION_MS } from '../../chatkit/runs/run-store';

/** All keys begin with it. The braces keep them on one node of a cluster, where a script may use them together. */
export const ROOT = 'chatkit:{runs}:';
/** Messages on it are `change` or `stop` and the ids of runs, with spaces between them. */
export const NEWS_CHANNEL = `${ROOT}news`;

/**
 * For so long nobody comes here only if nobody can, in milliseconds: more than the time between two looks for lost runs, and less than
 * `LOST_AFTER_MS` by that between two signs of life.
 */
const MIN_OUTAGE_MS = 25_000;

export interface Script {
  source: string;
  /** The name under which Redis knows a script that it has seen. */
  sha: string;
}

/**
 * A script of the run store. Redis runs it alone and to its end, with its own clock. KEYS is `ROOT` alone: what a script touches
 * beyond it follows from what it reads. ARGV[1] is the time in ms after which a process counts as dead.
 *
 * | Key | What it holds |
 * |---|---|
 * | `run:<id>` | hash: the run and who writes to it |
 * | `events:<id>` | stream: an event each, under the id `<seq>-0` |
 * | `thread:<id>` | string: the run of the thread that has not ended |
 * | `key:<digest>` | hash: an idempotency key with its run, its claim or its answer |
 * | `user:<id>` | sorted set of `run:<id>` and `key:<digest>`, by creation: all that is a user's |
 * | `active` | sorted set of the runs that have not ended, by the last sign of life |
 * | `gone:<id>` | string: the run was forgotten on purpose, and does not come back |
 * | `pulse` | hash: when somebody was last here, and when the last time ended in which nobody could be |
 */
export function script(body: string): Script {
  const source = `${PRELUDE}${body}`;
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

const PRELUDE = `
local root, lost_ms = KEYS[1], tonumber(ARGV[1])
local retention_ms = ${RETENTION_MS}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function key(kind, id) return root .. kind .. ':' .. id end

local function notify(kind, id) redis.call('PUBLISH', '${NEWS_CHANNEL}', kind .. ' ' .. id) end

-- Of the time when nobody could reach this server, missing signs of life say nothing: everybody gets as long again from its end.
-- Whoever reaches it while processes live calls this, every twenty seconds at least.
local function last_outage()
  local pulse = redis.call('HMGET', root .. 'pulse', 'heard_at', 'outage_until')
  local heard_at, outage_until = tonumber(pulse[1] or now), tonumber(pulse[2] or 0)
  if heard_at < now - ${MIN_OUTAGE_MS} then outage_until = now end
  -- Tried only: a server that is full can be asked all the same.
  redis.pcall('HSET', root .. 'pulse', 'heard_at', now, 'outage_until', outage_until)
  redis.call('PEXPIRE', root .. 'pulse', retention_ms)
  return outage_until
end

local function is_lost(id, state)
  if state == 'ended' then return false end
  local alive_at = tonumber(redis.call('ZSCORE', root .. 'active', id) or 0)
  return alive_at < now - lost_ms and last_outage() < now - lost_ms
end

-- A run as it is answered; false if it is gone.
local function record(id)
  local run = redis.call('HMGET', key('run', id), 'user', 'thread', 'operation', 'message', 'state', 'last', 'closed')
  if not run[1] then return false end
  local lost = is_lost(id, run[5]) and 1 or 0
  return {id, run[1], run[2], run[3], run[4], run[5], tonumber(run[6]), lost, run[7]}
end

local function add_to_user(user, member)
  local all = key('user', user)
  redis.call('ZREMRANGEBYSCORE', all, '-inf', now - retention_ms)
  redis.call('ZADD', all, now, member)
  redis.call('PEXPIRE', all, retention_ms)
end

local function free_thread(id, thread)
  if redis.call('GET', key('thread', thread)) == id then redis.call('UNLINK', key('thread', thread)) end
end

local function free_key(id, user, digest)
  if not digest or redis.call('HGET', key('key', digest), 'run') ~= id then return end
  redis.call('UNLINK', key('key', digest))
  redis.call('ZREM', key('user', user), 'key:' .. digest)
end

local function delete_run(id, with_key)
  local run = redis.call('HMGET', key('run', id), 'user', 'thread', 'key')
  redis.call('UNLINK', key('run', id), key('events', id))
  redis.call('ZREM', root .. 'active', id)
  if not run[1] then return end
  redis.call('ZREM', key('user', run[1]), 'run:' .. id)
  free_thread(id, run[2])
  if with_key then free_key(id, run[1], run[3]) end
end
`;
