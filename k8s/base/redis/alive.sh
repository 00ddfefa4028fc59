#!/bin/sh
# Whether the node answers, be it to say that it is still loading.
REDISCLI_AUTH=$(cat /run/secrets/redis/redis-password) redis-cli -h 127.0.0.1 ping 2>/dev/null |
    grep -Eq '^(PONG|LOADING|BUSY|MASTERDOWN)'
