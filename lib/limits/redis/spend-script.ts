/**
 * Adds to what a subject has spent, and ends the call that did it. KEYS: hash of its windows, sorted set of its calls. ARGV: time
 * in ms or '', tokens, period in ms, call ('' for none).
 */
export const SPEND_SCRIPT = `
local counters, tokens, period = KEYS[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if ARGV[4] ~= '' then redis.call('ZREM', KEYS[2], ARGV[4]) end
if tokens == 0 then return 0 end
local at = tonumber(ARGV[1])
if not at then
  local time = redis.call('TIME')
  at = time[1] * 1000 + math.floor(time[2] / 1000)
end
if tonumber(redis.call('HGET', counters, 'tokens:resets') or 0) <= at then
  redis.call('HSET', counters, 'tokens:used', tokens, 'tokens:resets', at + period)
else
  redis.call('HINCRBY', counters, 'tokens:used', tokens)
end
if redis.call('PTTL', counters) < period then redis.call('PEXPIRE', counters, period) end
return 0
`;
