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
 * | `server` | hash: which server this is, and since when |
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

-- A server that has just taken over knows old signs of life only: everybody gets as long again. The first one seen was always there.
local function server_since()
  local info = redis.pcall('INFO', 'server')
  local id = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
  local known = redis.call('HMGET', root .. 'server', 'id', 'since')
  local since = known[2]
  if known[1] ~= id then
    since = known[1] and now or 0
    redis.call('HSET', root .. 'server', 'id', id, 'since', since)
  end
  redis.call('PEXPIRE', root .. 'server', 2 * retention_ms)
  return tonumber(since)
end

local function is_lost(id, state)
  if state == 'ended' then return false end
  local alive_at = tonumber(redis.call('ZSCORE', root .. 'active', id) or 0)
  return alive_at < now - lost_ms and server_since() < now - lost_ms
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
