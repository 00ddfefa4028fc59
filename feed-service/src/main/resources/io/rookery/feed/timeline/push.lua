-- Adds an entry. A timeline without a state is left alone: whoever builds it will read the shards
-- after this entry was committed to them.
-- KEYS entries, boosts, state; ARGV entry, id, boosted id or '', capacity, slack
if redis.call('EXISTS', KEYS[3]) == 0 then
  return 0
end
if ARGV[3] == '' then
  local boost = redis.call('HGET', KEYS[2], ARGV[2])
  if boost then
    redis.call('ZREM', KEYS[1], boost .. ':' .. ARGV[2])
  end
else
  if redis.call('ZSCORE', KEYS[1], ARGV[3]) then
    return 0
  end
  local boost = redis.call('HGET', KEYS[2], ARGV[3])
  if boost and boost < ARGV[2] then
    return 0
  end
  if boost and boost > ARGV[2] then
    redis.call('ZREM', KEYS[1], boost .. ':' .. ARGV[3])
  end
  redis.call('HSET', KEYS[2], ARGV[3], ARGV[2])
end
redis.call('ZADD', KEYS[1], 0, ARGV[1])
local over = redis.call('ZCARD', KEYS[1]) - ARGV[4]
if over > tonumber(ARGV[5]) then
  local gone = redis.call('ZRANGE', KEYS[1], 0, over - 1)
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, over - 1)
  for _, entry in ipairs(gone) do
    if #entry > 19 then
      redis.call('HDEL', KEYS[2], string.sub(entry, 21))
    end
  end
  local least = string.sub(redis.call('ZRANGE', KEYS[1], 0, 0)[1], 1, 19)
  local floor = redis.call('HGET', KEYS[3], 'floor')
  if not floor or floor < least then
    redis.call('HSET', KEYS[3], 'floor', least)
  end
end
return 1
