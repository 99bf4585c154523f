/**
 * Counts one request in all of its windows, or in none (see `Counters.take`). Redis runs a script alone, and with its own clock.
 *
 * KEYS: hash of the subject's windows, sorted set of its turns. ARGV: time in ms or '', lease ('' for none), lease ms, at once,
 * budget, then name, limit and period of each window. Answers name, used, reset ms and refused, flat.
 */
export const TAKE_SCRIPT = `
local counters, runs = KEYS[1], KEYS[2]
local at = tonumber(ARGV[1])
if not at then
  local time = redis.call('TIME')
  at = time[1] * 1000 + math.floor(time[2] / 1000)
end
local lease, lease_ms, at_once = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local budget = tonumber(ARGV[5])

local function read(name)
  local found = redis.call('HMGET', counters, name .. ':used', name .. ':resets')
  local resets = tonumber(found[2] or 0)
  if resets <= at then return 0, 0 end
  return tonumber(found[1] or 0), resets
end

local full, any = {}, false
local function refuse(name)
  full[name] = true
  any = true
end

for i = 6, #ARGV, 3 do
  local used = read(ARGV[i])
  if used >= tonumber(ARGV[i + 1]) then refuse(ARGV[i]) end
end

local running, spent, spent_resets = 0, 0, 0
if lease ~= '' then
  redis.call('ZREMRANGEBYSCORE', runs, '-inf', at)
  running = redis.call('ZCARD', runs)
  spent, spent_resets = read('tokens')
  if spent >= budget then
    refuse('tokens')
  elseif running >= at_once then
    refuse('runs')
  end
end

local answer = {}
local function tell(name, used, reset_ms)
  table.insert(answer, name)
  table.insert(answer, used)
  table.insert(answer, reset_ms)
  table.insert(answer, full[name] and 1 or 0)
end

for i = 6, #ARGV, 3 do
  local name, period = ARGV[i], tonumber(ARGV[i + 2])
  local used, resets = read(name)
  if not any then
    used = used + 1
    if resets == 0 then resets = at + period end
    redis.call('HSET', counters, name .. ':used', used, name .. ':resets', resets)
    if redis.call('PTTL', counters) < period then redis.call('PEXPIRE', counters, period) end
  end
  tell(name, used, resets == 0 and period or resets - at)
end
if lease ~= '' then
  if not any then
    redis.call('ZADD', runs, at + lease_ms, lease)
    redis.call('PEXPIRE', runs, lease_ms * 2)
  end
  tell('runs', running, 0)
  tell('tokens', spent, spent_resets == 0 and 0 or spent_resets - at)
end
return answer
`;
