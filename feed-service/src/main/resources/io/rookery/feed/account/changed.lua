-- Notes a change under the next number, and forgets the oldest.
-- KEYS the last number, the list; ARGV what has changed, how many are kept
local number = redis.call('INCR', KEYS[1])
redis.call('ZADD', KEYS[2], 0, string.format('%019d', number) .. ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[2]))
return number
