import { script } from './script';

/** Asks for a stop; the first reason counts. ARGV: user, thread, reason. Answers the run. */
export const REQUEST_STOP_SCRIPT = script(`
local id = redis.call('GET', key('thread', ARGV[3]))
local run = id and record(id)
if not run or run[2] ~= ARGV[2] then return false end
redis.call('HSETNX', key('run', id), 'stop', ARGV[4])
notify('stop', id)
return run
`);

/** From now on nobody's leaving stops the run. ARGV: user, id. */
export const DETACH_SCRIPT = script(`
local run = key('run', ARGV[3])
if redis.call('HGET', run, 'user') == ARGV[2] then redis.call('HSET', run, 'detached', 1) end
return 0
`);

/** Somebody noticed that a run is silent. ARGV: id. */
export const SUSPECT_SCRIPT = script(`
local run = key('run', ARGV[2])
local state = redis.call('HGET', run, 'state')
if state and silence(ARGV[2], state) == 1 then redis.call('HSETNX', run, 'suspected', now) end
return 0
`);

/** Takes a lost run over. ARGV: id, owner, a name of this attempt, so that it may be sent twice. Answers 1 if it was. */
export const TAKE_OVER_SCRIPT = script(`
local id, owner, attempt = ARGV[2], ARGV[3], ARGV[4]
local run = key('run', id)
local known = redis.call('HMGET', run, 'state', 'last', 'attempt', 'suspected')
if not known[1] then return 0 end
if known[3] == attempt then return 1 end
if silence(id, known[1], known[4]) < 2 then return 0 end
redis.call('HSET', run, 'owner', owner, 'attempt', attempt)
redis.call('HSETNX', run, 'closed', known[2])
alive(id)
return 1
`);
