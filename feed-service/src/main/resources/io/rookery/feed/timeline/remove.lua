-- Removes an entry.
-- KEYS timeline; ARGV the entry, or its id if no more is known
if redis.call('EXISTS', key) == 0 then
  return 0
end
local entry = ARGV[1]
if #entry == 19 then
  entry = between('[' .. entry, '(' .. entry .. ';', 1)[1] or entry
end
return remove(entry)
