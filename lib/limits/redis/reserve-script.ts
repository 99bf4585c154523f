/**
 * Keeps tokens free for a call to a model, if there is room (see `Counters.reserve`). Each call is a member `turn|id|most` of a
 * sorted set, by the time when it ends unless it is renewed.
 *
 * KEYS: hash of the subject's windows, sorted set of its calls. ARGV: time in ms or '', the call, its turn, budget,
 * ms. Answers the outcome, tokens spent and reset ms.
 */
export const RESERVE_SCRIPT = `
local counters, calls = KEYS[1], KEYS[2]
local at = tonumber(ARGV[1])
if not at then
  local time = redis.call('TIME')
  at = time[1] * 1000 + math.floor(time[2] / 1000)
end
local call, turn, budget, call_ms = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

local found = redis.call('HMGET', counters, 'tokens:used', 'tokens:resets')
local used, reset_ms = tonumber(found[1] or 0), tonumber(found[2] or 0) - at
if reset_ms <= 0 then used, reset_ms = 0, 0 end

redis.call('ZREMRANGEBYSCORE', calls, '-inf', at)
local reserved = 0
for _, member in ipairs(redis.call('ZRANGE', calls, 0, -1)) do
  local its_turn, most = string.match(member, '^([^|]*)|[^|]*|(%d+)$')
  if its_turn ~= turn then reserved = reserved + tonumber(most) end
end

if used >= budget then return {'spent', used, reset_ms} end
if used + reserved >= budget then return {'wait', used, reset_ms} end
redis.call('ZADD', calls, at + call_ms, call)
redis.call('PEXPIRE', calls, call_ms * 2)
return {'reserved', used, reset_ms}
`;
