#!/bin/sh
# Makes the six nodes one cluster, and makes them one again after their addresses have changed, all at once included:
# nodes n and n+3 are a pair, one of them the primary of the n-th third of the slots. Each node acts for itself alone:
#   a node that is not connected to another one introduces itself to it;
#   one of the first three that owns no slots takes its third, if nobody owns that;
#   any other node that owns no slots becomes the replica of whoever owns its third;
#   a node whose name has passed to another one, because its disk was lost, is forgotten, as is one that is known by hearsay alone.
set -u
REDISCLI_AUTH=$(cat /run/secrets/redis/redis-password)
export REDISCLI_AUTH
me=${HOSTNAME##*-}
domain=redis.$POD_NAMESPACE.svc
first=$((me % 3 * 5461))
last=$((first + 5460 + (me % 3) / 2))

ask() { timeout 2 redis-cli -h 127.0.0.1 "$@" 2>/dev/null; }
# The lines are: id ip:port@bus,name flags primary ping pong epoch link slot...
connected() { awk -v name="redis-$1.$domain" '
    { split($2, address, ",") }
    address[2] == name && $8 == "connected" && $3 !~ /handshake|fail|noaddr/ { found = 1 }
    END { exit !found }'; }
owner() { awk -v slot="$first" '
    { for (i = 9; i <= NF; i++) if ($i !~ /^\[/) {
        n = split($i, range, "-")
        if (range[1] + 0 <= slot && slot <= range[n] + 0) print $1 } }'; }
left_behind() { awk '
    { split($2, address, ",") }
    $3 ~ /fail|noaddr/ && $3 !~ /fail\?/ { gone[$1] = address[2]; next }
    $8 == "connected" { here[address[2]] = 1 }
    END { for (id in gone) if (gone[id] == "" || gone[id] in here) print id }'; }

# One look may come before a new acquaintance has said what it owns.
quiet=0
while sleep 2; do
    view=$(ask cluster nodes) || continue
    whole=yes
    for peer in 0 1 2 3 4 5; do
        [ "$peer" = "$me" ] && continue
        echo "$view" | connected "$peer" && continue
        whole=no
        address=$(getent hosts "redis-$peer.$domain" | awk '{ print $1; exit }')
        [ -n "$address" ] && echo "meeting redis-$peer at $address: $(ask cluster meet "$address" 6379)"
    done
    for gone in $(echo "$view" | left_behind); do
        echo "forgetting $gone: $(ask cluster forget "$gone")"
    done
    if [ "$whole" = no ]; then
        quiet=0
        continue
    fi
    quiet=$((quiet + 1))
    [ "$quiet" -lt 3 ] && continue
    # Has it slots, or is it a replica?
    echo "$view" | awk '$3 ~ /myself/ { exit !($3 ~ /master/ && NF < 9) }' || continue
    owner=$(echo "$view" | owner)
    if [ -n "$owner" ]; then
        echo "becoming the replica of $owner: $(ask cluster replicate "$owner")"
    elif [ "$me" -lt 3 ]; then
        echo "taking slots $first to $last: $(ask cluster addslotsrange "$first" "$last")"
    fi
done
