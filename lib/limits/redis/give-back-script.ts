/** Takes counted ones back. KEYS: hash of the subject's windows, sorted set of its turns. ARGV: lease or '', then names of windows. */
export const GIVE_BACK_SCRIPT = `
if ARGV[1] ~= '' then redis.call('ZREM', KEYS[2], ARGV[1]) end
for i = 2, #ARGV do
  local field = ARGV[i] .. ':used'
  if tonumber(redis.call('HGET', KEYS[1], field) or 0) > 0 then redis.call('HINCRBY', KEYS[1], field, -1) end
end
return 0
`;
