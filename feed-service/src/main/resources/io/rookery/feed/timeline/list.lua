-- A timeline is one sorted set, so that it is evicted as a whole and vouches for itself. All scores are 0, so its members are
-- in the order of their bytes. They are told apart by how they begin; every id has 19 digits:
--   digit  an entry: the id, and for a boost ':' and the boosted id
--   b      a boost that may be shown: the boosted id, ':', the boost's id; of each boosted status the least is an entry
--   f, n   accounts that are followed, and that bring no boosts: the least of some, then each of them, with ',' around each
--   p      what was pushed while the timeline was built
--   r      what was removed, written as the entry was
--   s0     the least id of which the timeline says what there is
--   s1     what a whole timeline was built under; only a whole one has it
--   x      the token of the build under way
local key = KEYS[1]

local function between(from, to, count)
  return redis.call('ZRANGEBYLEX', key, from, to, 'LIMIT', 0, count)
end

local function has(member)
  return redis.call('ZSCORE', key, member)
end

local function put(member)
  redis.call('ZADD', key, 0, member)
end

local function drop(member)
  return redis.call('ZREM', key, member)
end

local function isAmong(set, account)
  local some = redis.call('ZREVRANGEBYLEX', key, '(' .. set .. account .. '-', '[' .. set, 'LIMIT', 0, 1)[1]
  return some and string.find(some, ',' .. account .. ',', 21, true)
end

local function boostsOf(original, count)
  return between('[b' .. original .. ':', '(b' .. original .. ';', count)
end

-- Adds an entry, unless its author is not followed or it was removed before; without an author it is for everybody.
local function add(id, original, author, originalAuthor)
  if author ~= '' and not isAmong('f', author) then
    return 0
  end
  if original == '' then
    if has('r' .. id) then
      return 0
    end
    put(id)
    return 1
  end
  local entry = id .. ':' .. original
  if has('r' .. entry) or isAmong('n', author) or isAmong('f', originalAuthor) then
    return 0
  end
  put('b' .. original .. ':' .. id)
  local known = boostsOf(original, 2)
  if string.sub(known[1], 22) ~= id then
    return 0
  end
  if known[2] then
    drop(string.sub(known[2], 22) .. ':' .. original)
  end
  put(entry)
  return 1
end

-- Removes an entry, for good. Of a boosted status the next boost is shown.
local function remove(entry)
  put('r' .. entry)
  local removals = redis.call('ZLEXCOUNT', key, '[r', '(s')
  if removals > 200 then
    redis.call('ZREM', key, unpack(between('[r', '(s', 100)))
  end
  local id, original = string.sub(entry, 1, 19), string.sub(entry, 21)
  local dropped = drop(entry)
  if original == '' then
    return dropped
  end
  if drop('b' .. original .. ':' .. id) == 1 then
    local next = boostsOf(original, 1)[1]
    if next then
      put(string.sub(next, 22) .. ':' .. original)
    end
  end
  return dropped
end

-- Cuts the timeline to its capacity, and what it knows of boosts with it.
local function trim(capacity, slack)
  local over = redis.call('ZLEXCOUNT', key, '-', '(a') - capacity
  if over <= slack then
    return
  end
  redis.call('ZREMRANGEBYRANK', key, 0, over - 1)
  local least = string.sub(between('-', '(a', 1)[1], 1, 19)
  local floor = between('[s0', '(s1', 1)[1]
  if string.sub(floor, 3) < least then
    drop(floor)
    put('s0' .. least)
  end
  local boosts = redis.call('ZLEXCOUNT', key, '[b', '(c')
  if boosts > 2 * capacity then
    for _, boost in ipairs(between('[b', '(c', boosts)) do
      if string.sub(boost, 22) < least and drop(boost) == 1 then
        boosts = boosts - 1
      end
    end
    if boosts > 4 * capacity then
      redis.call('DEL', key)
    end
  end
end

