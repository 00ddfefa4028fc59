#!/bin/sh
# Runs beside each of the six Redis nodes. Forms the cluster, and repairs it after disks were lost or addresses have changed,
# even all at once. Nodes n and n+3 are a pair; one of them is the primary of the n-th third of the slots. Each script acts
# only for its own node, and never resets a node:
#   It introduces its node to each node to which it has no connection (CLUSTER MEET).
#   One of the first three nodes without slots takes its third of the slots if no node owns it.
#   Any other node without slots becomes the replica of the owner of its third.
#   A replica takes over at once if another node now has the name of its primary: no other node would report that primary as
#   failed.
#   It forgets a node whose name another node now has, because the disk was lost, and a node that it knows only from others.
#
#   HOSTNAME                ends with the number of this node
#   ROOKERY_REDIS_NAME      name of a node, with % in place of its number
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

# Prints what to do, from this node's view of the cluster: succeed, meet NUMBER, forget ID, follow ID, take. The owner of a
# third is the owner of its second slot: in a cluster made by redis-cli, the first slot may belong to the third before.
# The input lines are: id ip:port@bus,name flags primary ping pong epoch link slot...
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

# A node that was just introduced may not have reported its slots yet, so one look is not enough.
quiet=0
pause=2
while sleep $pause; do
    view=$(ask cluster nodes) || continue
    work=$(echo "$view" | to_do)
    pause=2
    if [ -z "$work" ]; then
        # Six nodes on one machine: frequent looks would cost too much processor time.
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
                # In a cluster made by redis-cli, the first slot may belong to the third before.
                [ $quiet -ge 3 ] && for from in "$first" "$((first + 1))"; do
                    taken=$(ask cluster addslotsrange "$from" "$last")
                    echo "taking slots $from to $last: $taken"
                    [ "$taken" = OK ] && break
                done
                ;;
        esac
    done
done
