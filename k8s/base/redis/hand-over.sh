#!/bin/sh
# Before the node stops, its replica takes over and loses no write. A node without a replica stops at once.
REDISCLI_AUTH=$(cat /run/secrets/redis/redis-password)
export REDISCLI_AUTH
ask() { timeout 2 redis-cli -h "$@" 2>/dev/null; }

replica=$(ask 127.0.0.1 cluster nodes | awk '
    $3 ~ /myself/ && $3 ~ /master/ { self = $1 }
    $3 ~ /slave/ && $3 !~ /fail/ && $8 == "connected" { split($2, address, ":"); of[address[1]] = $4 }
    END { for (host in of) if (of[host] == self) { print host; exit } }')
[ -n "$replica" ] || exit 0
ask "$replica" cluster failover
for _ in 1 2 3 4 5 6 7 8 9 10; do
    ask 127.0.0.1 info replication | grep -q '^role:slave' && exit 0
    sleep 0.5
done
