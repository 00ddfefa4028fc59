-- Begins to build a timeline anew: whatever there was is gone, and what is pushed from now on waits for the build.
-- KEYS timeline; ARGV token, seconds that the build may take
redis.call('DEL', KEYS[1])
redis.call('ZADD', KEYS[1], 0, 'x' .. ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
