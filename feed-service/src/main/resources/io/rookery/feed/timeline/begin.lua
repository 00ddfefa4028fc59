-- Begins to build a timeline anew: whatever there was is gone, and what is pushed from now on stays.
-- KEYS entries, boosts, state; ARGV token, seconds that the build may take
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('HSET', KEYS[3], 'building', ARGV[1])
redis.call('EXPIRE', KEYS[3], ARGV[2])
return 1
