import { script } from './script';

/** A run of a user. ARGV: user, id. */
export const FIND_SCRIPT = script(`
local run = record(ARGV[3])
return run and run[2] == ARGV[2] and run
`);

/** The run of a user's thread that has not ended. ARGV: user, thread. */
export const ACTIVE_SCRIPT = script(`
local id = redis.call('GET', key('thread', ARGV[3]))
local run = id and record(id)
return run and run[2] == ARGV[2] and run
`);

/** All runs of a user that have not ended. ARGV: user. */
export const ACTIVE_OF_SCRIPT = script(`
local runs = {}
for _, member in ipairs(redis.call('ZRANGE', key('user', ARGV[2]), 0, -1)) do
  local id = string.match(member, '^run:(.*)$')
  local run = id and record(id)
  if run and run[6] ~= 'ended' then table.insert(runs, run) end
end
return runs
`);

/** Some of the runs that are silent. ARGV: how many. */
export const SILENT_SCRIPT = script(`
local runs = {}
local ids = redis.call('ZRANGEBYSCORE', root .. 'active', '-inf', '(' .. (now - silent_ms), 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do
  local run = record(id)
  if run then table.insert(runs, run) else redis.call('ZREM', root .. 'active', id) end
end
return runs
`);
