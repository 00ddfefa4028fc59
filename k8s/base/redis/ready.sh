#!/bin/sh
# Whether the node knows a whole cluster and, if it is a replica, follows its primary: then the next one may be restarted.
set -e
REDISCLI_AUTH=$(cat /run/secrets/redis/redis-password)
export REDISCLI_AUTH
redis-cli -h 127.0.0.1 cluster info | grep -q '^cluster_state:ok'
redis-cli -h 127.0.0.1 info replication | grep -Eq '^(role:master|master_link_status:up)'
