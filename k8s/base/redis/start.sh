#!/bin/sh
# Starts the node of this pod. The others recognize it by its host name after its address has changed. Redirections contain
# addresses, not names, as CLUSTER NODES does, from which clients learn the cluster: the two must agree.
set -eu
# During a rotation, two passwords are accepted. The nodes use the first one among themselves.
password=$(cat /run/secrets/redis/redis-password)
other=$(cat /run/secrets/redis/other-redis-password)
umask 077
{
    cat /scripts/redis.conf
    echo "user default on resetpass >$password >$other ~* &* +@all"
    echo "masterauth $password"
    echo "cluster-announce-ip $POD_IP"
    echo "cluster-announce-hostname $HOSTNAME.redis.$POD_NAMESPACE.svc"
} >/tmp/redis.conf
# An initial copy that a replica received and did not load, because it died, is outdated.
rm -f /data/dump.rdb
exec redis-server /tmp/redis.conf
