/** A turn has ended. KEYS: hash of the subject's windows, sorted set of its turns. ARGV: lease, its tokens in all. */
export const RELEASE_SCRIPT = `
redis.call('ZREM', KEYS[2], ARGV[1])
local largest = tonumber(redis.call('HGET', KEYS[1], 'tokens:largest') or 0)
if redis.call('HEXISTS', KEYS[1], 'tokens:used') == 1 and tonumber(ARGV[2]) > largest then
  redis.call('HSET', KEYS[1], 'tokens:largest', ARGV[2])
end
return 0
`;
