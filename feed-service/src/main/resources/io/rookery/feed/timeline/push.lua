-- Adds an entry. A timeline that is neither whole nor being built is left alone: whoever builds it will read the shards after
-- this entry was committed to them.
-- KEYS timeline; ARGV id, boosted id or '', author or '', author of the boosted one or '', capacity, slack
if #between('[s1', '(s2', 1) == 0 then
  if #between('[x', '(y', 1) == 0 then
    return 0
  end
  if redis.call('ZLEXCOUNT', key, '[p', '(q') >= 2000 then
    redis.call('DEL', key)
    return 0
  end
  put('p' .. ARGV[1] .. ',' .. ARGV[2] .. ',' .. ARGV[3] .. ',' .. ARGV[4])
  return 1
end
if add(ARGV[1], ARGV[2], ARGV[3], ARGV[4]) == 0 then
  return 0
end
trim(tonumber(ARGV[5]), tonumber(ARGV[6]))
return 1
