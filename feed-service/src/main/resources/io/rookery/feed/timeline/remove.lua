-- Removes the entry of an id, if there is one.
-- KEYS entries, boosts; ARGV id
local found = redis.call('ZRANGEBYLEX', KEYS[1], '[' .. ARGV[1], '[' .. ARGV[1] .. ';', 'LIMIT', 0, 1)
if #found == 0 then
  return 0
end
redis.call('ZREM', KEYS[1], found[1])
if #found[1] > 19 then
  redis.call('HDEL', KEYS[2], string.sub(found[1], 21))
end
return 1
