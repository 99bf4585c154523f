import { script } from './script';

/**
 * Reserves the thread and the key for a run, or answers what is in the way (see `RunStore.acquire`). For the run that has them
 * already, it changes nothing.
 *
 * ARGV: id, user, thread, operation, message ('' for none), owner, digest of the key ('' for none), digest of the request.
 */
export const ACQUIRE_SCRIPT = script(`
local id, user, thread, operation, message, owner = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local request_key, request_digest = ARGV[8], ARGV[9]
local run = key('run', id)
if redis.call('EXISTS', run) == 1 then return {'acquired'} end

if request_key ~= '' then
  local known = redis.call('HMGET', key('key', request_key), 'digest', 'run')
  if known[1] and known[2] ~= id then
    if known[1] ~= request_digest then return {'mismatch'} end
    return {'repeated', known[2] and record(known[2])}
  end
end
local busy = redis.call('GET', key('thread', thread))
if busy and busy ~= id then
  local other = record(busy)
  if other then return {'busy', other} end
end

redis.call('HSET', run, 'user', user, 'thread', thread, 'operation', operation, 'owner', owner, 'state', 'preparing', 'last', 0)
-- Of a run that Redis has forgotten the events may still be there: they are written again from the first. Not before the line above,
-- which a full server refuses only as long as nothing was written.
redis.call('UNLINK', key('events', id))
if message ~= '' then redis.call('HSET', run, 'message', message) end
if request_key ~= '' then
  redis.call('HSET', run, 'key', request_key)
  redis.call('HSET', key('key', request_key), 'digest', request_digest, 'run', id)
  redis.call('PEXPIRE', key('key', request_key), retention_ms)
  add_to_user(user, 'key:' .. request_key)
end
redis.call('PEXPIRE', run, retention_ms)
redis.call('SET', key('thread', thread), id, 'PX', retention_ms)
redis.call('ZADD', root .. 'active', now, id)
redis.call('PEXPIRE', root .. 'active', retention_ms)
add_to_user(user, 'run:' .. id)
return {'acquired'}
`);

/** What the script above would say of a request. ARGV: digest of the key, digest of the request. */
export const LOOK_UP_SCRIPT = script(`
local known = redis.call('HMGET', key('key', ARGV[2]), 'digest', 'run')
if not known[1] then return false end
if known[1] ~= ARGV[3] then return {'mismatch'} end
return {'repeated', known[2] and record(known[2])}
`);
