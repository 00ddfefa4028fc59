-- Keeps a status, unless a newer version of it, or word of its removal, is there.
-- KEYS the status; ARGV version, value, milliseconds to live
if redis.call('GETRANGE', KEYS[1], 0, 18) > ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
