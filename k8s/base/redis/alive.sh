#!/bin/sh
# Checks that the node answers. An answer that it is still loading its data counts.
REDISCLI_AUTH=$(cat /run/secrets/redis/redis-password) redis-cli -h 127.0.0.1 ping 2>/dev/null |
    grep -Eq '^(PONG|LOADING|BUSY|MASTERDOWN)'
