import { script } from './script';

/** How long the process of a run can find that it was forgotten, in milliseconds: longer than it takes to write again. */
const GONE_MS = 60 * 60_000;

/** A run that was refused before it began, and its key. ARGV: user, id. */
export const DISCARD_SCRIPT = script(`
local user, id = ARGV[2], ARGV[3]
local run = redis.call('HMGET', key('run', id), 'user', 'state')
if run[1] ~= user or run[2] ~= 'preparing' then return 0 end
delete_run(id, true)
notify('change', id)
return 1
`);

/**
 * Everything of a user, or of one thread. A key of a thread stays: it tells that its request was carried out.
 * ARGV: user, thread or '' for all.
 */
export const FORGET_SCRIPT = script(`
local user, thread = ARGV[2], ARGV[3]
for _, member in ipairs(redis.call('ZRANGE', key('user', user), 0, -1)) do
  local kind, id = string.match(member, '^(%a+):(.*)$')
  if kind == 'run' then
    if thread == '' or redis.call('HGET', key('run', id), 'thread') == thread then
      delete_run(id, thread == '')
      -- Tried only: a server that is full must be able to forget.
      redis.pcall('SET', key('gone', id), '', 'PX', ${GONE_MS})
      notify('change', id)
    end
  elseif thread == '' then
    redis.call('UNLINK', key('key', id))
  end
end
if thread == '' then redis.call('UNLINK', key('user', user)) end
return 0
`);
