import { script } from './script';

/** Requests are carried out within it, or their process died; in milliseconds. */
const CLAIM_MS = 60_000;

/**
 * Reserves a key for a request that starts no run (see `RunStore.claimAnswer`). ARGV: user, digest of the key, digest of the request,
 * a name of this attempt, so that it may be sent twice. Answers the outcome, and the answer if there is one.
 */
export const CLAIM_ANSWER_SCRIPT = script(`
local user, digest, attempt = ARGV[2], ARGV[4], ARGV[5]
local answer = key('key', ARGV[3])
local known = redis.call('HMGET', answer, 'digest', 'run', 'answer', 'attempt', 'claimed_at')
if known[1] then
  if known[1] ~= digest or known[2] then return {'mismatch'} end
  if known[3] then return {'answered', known[3]} end
  if known[4] ~= attempt and tonumber(known[5]) >= now - ${CLAIM_MS} then return {'pending'} end
end
redis.call('HSET', answer, 'digest', digest, 'attempt', attempt, 'claimed_at', now)
redis.call('PEXPIRE', answer, retention_ms)
add_to_user(user, 'key:' .. ARGV[3])
return {'claimed'}
`);

/** ARGV: digest of the key, the answer. */
export const SAVE_ANSWER_SCRIPT = script(`
local answer = key('key', ARGV[2])
if redis.call('HEXISTS', answer, 'attempt') == 1 then redis.call('HSET', answer, 'answer', ARGV[3]) end
return 0
`);

/** ARGV: user, digest of the key. */
export const DISCARD_ANSWER_SCRIPT = script(`
local answer = key('key', ARGV[3])
local known = redis.call('HMGET', answer, 'attempt', 'answer')
if not known[1] or known[2] then return 0 end
redis.call('UNLINK', answer)
redis.call('ZREM', key('user', ARGV[2]), 'key:' .. ARGV[3])
return 1
`);
