/**
 * A turn goes on, and its calls with it. KEYS: sorted set of the subject's turns, of its calls. ARGV: time in ms or '', lease,
 * milliseconds from now.
 */
export const RENEW_SCRIPT = `
local at = tonumber(ARGV[1])
if not at then
  local time = redis.call('TIME')
  at = time[1] * 1000 + math.floor(time[2] / 1000)
end
local lease, lease_ms = ARGV[2], tonumber(ARGV[3])
redis.call('ZADD', KEYS[1], 'XX', at + lease_ms, lease)
redis.call('PEXPIRE', KEYS[1], lease_ms * 2)
for _, member in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  if string.sub(member, 1, #lease + 1) == lease .. '|' then redis.call('ZADD', KEYS[2], 'XX', at + lease_ms, member) end
end
redis.call('PEXPIRE', KEYS[2], lease_ms * 2)
return 0
`;
