#!/bin/sh
# Runs beside each of the six Redis nodes, makes them one cluster, and makes them one again after disks were lost or addresses
# have changed, all at once included: nodes n and n+3 are a pair, one of them the primary of the n-th third of the slots. Each
# node acts for itself alone, and nobody is ever reset:
#   a node that is not connected to another one introduces itself to it;
#   one of the first three that owns no slots takes its third, if nobody owns that;
#   any other node that owns no slots becomes the replica of whoever owns its third;
#   a replica whose primary's name has passed to another node takes over at once: nobody else would call that primary failed;
#   a node whose name has passed to another one, because its disk was lost, is forgotten, as is one that is known by hearsay alone.
#
#   HOSTNAME                ends with the number of this node
#   ROOKERY_REDIS_NAME      what the nodes are called, with % in place of the number
#   ROOKERY_REDIS_PASSWORD  the file of the password
#   ROOKERY_REDIS_CLI       further options of redis-cli
set -u
me=${HOSTNAME##*-}
first=$((me % 3 * 5461))
last=$((first + 5460 + (me % 3) / 2))

ask() {
    # shellcheck disable=SC2086 # several words on purpose
    REDISCLI_AUTH=$(cat "$ROOKERY_REDIS_PASSWORD") timeout 2 redis-cli ${ROOKERY_REDIS_CLI:-} -h 127.0.0.1 "$@" 2>/dev/null
}

# What is to be done, by this node's view of the cluster: succeed, meet NUMBER, forget ID, follow ID, take. It looks at the
# second slot of a third: clusters of redis-cli have it in the same one.
# The lines are: id ip:port@bus,name flags primary ping pong epoch link slot...
to_do() {
    awk -v slot="$((first + 1))" -v me="$me" -v names="$ROOKERY_REDIS_NAME" '
        {
            split($2, address, ",")
            name = address[2]
            if ($3 ~ /fail|noaddr/ && $3 !~ /fail\?/) gone[$1] = name
            else if ($8 == "connected") {
                here[name]
                if ($3 !~ /handshake|fail/) connected[name]
            }
            if ($3 ~ /myself/) {
                idle = $3 ~ /master/ && NF < 9
                primary = $4
            }
            for (i = 9; i <= NF; i++) if ($i !~ /^\[/) {
                n = split($i, range, "-")
                if (range[1] + 0 <= slot && slot <= range[n] + 0) owner = $1
            }
        }
        END {
            if (primary in gone && gone[primary] in here) print "succeed"
            for (id in gone) if (gone[id] == "" || gone[id] in here) print "forget", id
            for (n = 0; n < 6; n++) {
                name = names
                sub(/%/, n, name)
                if (n != me && !(name in connected)) print "meet", n
            }
            if (idle && owner != "") print "follow", owner
            if (idle && owner == "" && me < 3) print "take"
        }'
}

# One look may come before a new acquaintance has said what it owns.
quiet=0
pause=2
while sleep $pause; do
    view=$(ask cluster nodes) || continue
    work=$(echo "$view" | to_do)
    pause=2
    if [ -z "$work" ]; then
        # Six nodes on one machine that look often cost more than they are worth.
        pause=5
        quiet=0
        continue
    fi
    case $work in
        *meet*) quiet=0 ;;
        *) quiet=$((quiet + 1)) ;;
    esac
    echo "$work" | while read -r what whom; do
        case $what in
            succeed) echo "taking over from a primary that has lost its disk: $(ask cluster failover takeover)" ;;
            forget) echo "forgetting $whom: $(ask cluster forget "$whom")" ;;
            meet)
                name=$(echo "$ROOKERY_REDIS_NAME" | sed "s/%/$whom/")
                address=$(getent hosts "$name" | awk '{ print $1; exit }')
                [ -n "$address" ] && echo "meeting $name at $address: $(ask cluster meet "$address" 6379)"
                ;;
            follow) [ $quiet -ge 3 ] && echo "becoming the replica of $whom: $(ask cluster replicate "$whom")" ;;
            take)
                # Of a cluster of redis-cli the first slot may be in the third before.
                [ $quiet -ge 3 ] && for from in "$first" "$((first + 1))"; do
                    taken=$(ask cluster addslotsrange "$from" "$last")
                    echo "taking slots $from to $last: $taken"
                    [ "$taken" = OK ] && break
                done
                ;;
        esac
    done
done
