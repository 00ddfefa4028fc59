-- Ends a build: adds what was read from the shards and calls the timeline whole, unless it was
-- invalidated, or begun anew, since the build began.
-- KEYS entries, boosts, state
-- ARGV token, config epoch, floor, large authors, seconds to live, then the entries, newest first
if redis.call('HGET', KEYS[3], 'building') ~= ARGV[1] then
  return 0
end
local pushed = redis.call('HGETALL', KEYS[2])
local scored = {}
for i = 6, #ARGV do
  scored[#scored + 1] = 0
  scored[#scored + 1] = ARGV[i]
  local original = string.sub(ARGV[i], 21)
  if original ~= '' then
    redis.call('HSET', KEYS[2], original, string.sub(ARGV[i], 1, 19))
  end
end
if #scored > 0 then
  redis.call('ZADD', KEYS[1], unpack(scored))
end
-- Boosts pushed meanwhile, of what is there by itself or by an earlier boost.
for i = 1, #pushed, 2 do
  local original, boost = pushed[i], pushed[i + 1]
  local earliest = redis.call('HGET', KEYS[2], original)
  if redis.call('ZSCORE', KEYS[1], original) or earliest ~= boost then
    redis.call('ZREM', KEYS[1], boost .. ':' .. original)
  end
end
local floor = ARGV[3]
local trimmed = redis.call('HGET', KEYS[3], 'floor')
if trimmed and trimmed > floor then
  floor = trimmed
end
redis.call('HDEL', KEYS[3], 'building')
redis.call('HSET', KEYS[3], 'whole', ARGV[1], 'epoch', ARGV[2], 'floor', floor, 'large', ARGV[4])
redis.call('EXPIRE', KEYS[3], ARGV[5])
-- The entries outlive the state that vouches for them, never the other way round.
redis.call('EXPIRE', KEYS[1], ARGV[5] + 60)
redis.call('EXPIRE', KEYS[2], ARGV[5] + 60)
return 1
