/** A turn goes on. KEYS: sorted set of the subject's turns. ARGV: time in ms or '', lease, milliseconds from now. */
export const RENEW_SCRIPT = `
local at = tonumber(ARGV[1])
if not at then
  local time = redis.call('TIME')
  at = time[1] * 1000 + math.floor(time[2] / 1000)
end
redis.call('ZADD', KEYS[1], 'XX', at + tonumber(ARGV[3]), ARGV[2])
redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[3]) * 2)
return 0
`;
