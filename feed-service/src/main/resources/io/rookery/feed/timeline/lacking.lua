-- Which boosts of the timeline's owner it does not know and would show: bit n of the answer stands for the n-th.
-- KEYS timeline; ARGV for each: id, boosted id, author of the boosted one
local lacking = 0
for i = 1, #ARGV, 3 do
  local id, original = ARGV[i], ARGV[i + 1]
  local least = boostsOf(original, 1)[1]
  if not isAmong('f', ARGV[i + 2]) and (not least or string.sub(least, 22) > id) then
    lacking = lacking + 2 ^ ((i - 1) / 3)
  end
end
return lacking
