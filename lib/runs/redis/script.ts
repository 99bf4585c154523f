import { createHash } from 'node:crypto';
import { RETENTION_MS } from '../../chatkit/runs/run-store';

/** All keys begin with it. The braces keep them on one node of a cluster, where a script may use them together. */
export const ROOT = 'chatkit:{runs}:';
/** Messages on it are `change` or `stop` and the ids of runs, with spaces between them. */
export const NEWS_CHANNEL = `${ROOT}news`;

export interface Script {
  source: string;
  /** The name under which Redis knows a script that it has seen. */
  sha: string;
}

/**
 * A script of the run store. Redis runs it alone and to its end, with its own clock. KEYS is `ROOT` alone: what a script touches
 * beyond it follows from what it reads. ARGV[1] are two times in ms: without a sign of life for the first, a process may be dead; then it
 * has the second to say that it is not.
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
 */
export function script(body: string): Script {
  const source = `${PRELUDE}${body}`;
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

const PRELUDE = `
local root = KEYS[1]
local silent_ms, suspected_ms = string.match(ARGV[1], '^(%-?%d+) (%-?%d+)$')
local retention_ms = ${RETENTION_MS}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function key(kind, id) return root .. kind .. ':' .. id end

local function notify(kind, id) redis.call('PUBLISH', '${NEWS_CHANNEL}', kind .. ' ' .. id) end

-- 0 for a run whose process is heard of, or that has ended; 1 for a silent one; 2 for a lost one.
local function silence(id, state, suspected_at)
  if state == 'ended' then return 0 end
  local alive_at = tonumber(redis.call('ZSCORE', root .. 'active', id) or 0)
  if alive_at >= now - silent_ms then return 0 end
  return suspected_at and tonumber(suspected_at) < now - suspected_ms and 2 or 1
end

local function alive(id)
  redis.call('ZADD', root .. 'active', now, id)
  redis.call('HDEL', key('run', id), 'suspected')
end

-- A run as it is answered; false if it is gone.
local function record(id)
  local run = redis.call('HMGET', key('run', id),
    'user', 'thread', 'operation', 'message', 'state', 'last', 'closed', 'suspected')
  if not run[1] then return false end
  return {id, run[1], run[2], run[3], run[4], run[5], tonumber(run[6]), silence(id, run[5], run[8]), run[7]}
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
