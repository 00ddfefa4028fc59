#!/bin/sh
# Starts this pod's node. Its name tells it from the others after its address has changed. Redirections name addresses, as
# CLUSTER NODES does, from which clients learn the cluster: the two must agree.
set -eu
# Two are taken while one is renewed; the nodes show one another the first.
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
# What a replica was given to begin with, when it died before it had taken it over, is old.
rm -f /data/dump.rdb
exec redis-server /tmp/redis.conf
