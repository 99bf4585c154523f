/** Adds to what a subject has spent. KEYS: hash of its windows. ARGV: time in ms or '', tokens, period in ms. */
export const SPEND_SCRIPT = `
local counters, tokens, period = KEYS[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local at = tonumber(ARGV[1])
if not at then
  local time = redis.call('TIME')
  at = time[1] * 1000 + math.floor(time[2] / 1000)
end
if tonumber(redis.call('HGET', counters, 'tokens:resets') or 0) <= at then
  redis.call('HSET', counters, 'tokens:used', tokens, 'tokens:resets', at + period, 'tokens:largest', 0)
else
  redis.call('HINCRBY', counters, 'tokens:used', tokens)
end
if redis.call('PTTL', counters) < period then redis.call('PEXPIRE', counters, period) end
return 0
`;
