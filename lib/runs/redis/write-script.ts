import { script } from './script';

/**
 * Stores what one run has logged, and answers what its process does not know yet (see `RunStore.write`): `news` with the reason of a
 * stop and whether it is detached; `over` if the run is not this process's any more; `behind` with the number of the last event, if
 * some are missing before the given ones; `missing` if there is no such run. Of the latter two, a server knows nothing that
 * restarted, or took over from another one before it had everything.
 *
 * ARGV: id, owner, number of the first event, 1 to renew the sign of life, how it ends ('', `end` or `forget_key`), events.
 */
export const WRITE_SCRIPT = script(`
local id, owner, first, touch, ends = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5] == '1', ARGV[6]
local given_at = 7
local run = key('run', id)
local known = redis.call('HMGET', run, 'owner', 'state', 'last', 'stop', 'detached', 'user', 'thread', 'key')
if not known[1] then return {redis.call('EXISTS', key('gone', id)) == 1 and 'over' or 'missing'} end
if known[1] ~= owner or known[2] == 'ended' then return {'over'} end
local last = tonumber(known[3])
if first > last + 1 then return {'behind', last} end

local added = 0
for i = given_at + last - first + 1, #ARGV do
  last = last + 1
  added = added + 1
  redis.call('XADD', key('events', id), last .. '-0', 'e', ARGV[i])
end
if added > 0 then
  redis.call('HSET', run, 'state', 'running', 'last', last)
  redis.call('PEXPIRE', key('events', id), redis.call('PTTL', run))
end
if ends ~= '' then
  redis.call('HSET', run, 'state', 'ended')
  redis.call('ZREM', root .. 'active', id)
  free_thread(id, known[7])
  if ends == 'forget_key' then free_key(id, known[6], known[8]) end
elseif touch or #ARGV >= given_at then
  alive(id)
end
return {'news', known[4], known[5] and 1 or 0}
`);
