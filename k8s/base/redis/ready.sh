#!/bin/sh
# Checks that the node knows a complete cluster and takes part in it: it owns slots, or replicates a primary that does. Then the
# next node may be restarted.
#
#   ROOKERY_REDIS_PASSWORD  the file of the password (/run/secrets/rookery/redis-password)
#   ROOKERY_REDIS_CLI       further options of redis-cli
set -e
REDISCLI_AUTH=$(cat "${ROOKERY_REDIS_PASSWORD:-/run/secrets/rookery/redis-password}")
export REDISCLI_AUTH

ask() {
    # shellcheck disable=SC2086 # several words on purpose
    redis-cli ${ROOKERY_REDIS_CLI:-} -h 127.0.0.1 "$@"
}

ask cluster info | grep -q '^cluster_state:ok'
ask info replication | grep -Eq '^(role:master|master_link_status:up)'
ask cluster nodes | awk '$3 ~ /myself/ && ($3 ~ /slave/ || NF > 8) { found = 1 } END { exit !found }'
