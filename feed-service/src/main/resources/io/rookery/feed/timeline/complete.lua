-- Ends a build: puts in what was read from the shards, then applies what came meanwhile, unless the timeline was invalidated,
-- or begun anew, since the build began.
-- KEYS timeline; ARGV token, seconds to live, capacity, slack, then the members
if drop('x' .. ARGV[1]) == 0 then
  return 0
end
local pushed = between('[p', '(q', 10000)
local removed = between('[r', '(s', 10000)
for from = 5, #ARGV, 1000 do
  local scored = {}
  for i = from, math.min(from + 999, #ARGV) do
    scored[#scored + 1] = 0
    scored[#scored + 1] = ARGV[i]
  end
  redis.call('ZADD', key, unpack(scored))
end
for _, push in ipairs(pushed) do
  drop(push)
  add(string.match(push, '^p(%d+),(%d*),(%d*),(%d*)$'))
end
for _, removal in ipairs(removed) do
  remove(string.sub(removal, 2))
end
redis.call('EXPIRE', key, ARGV[2])
trim(tonumber(ARGV[3]), tonumber(ARGV[4]))
return 1
