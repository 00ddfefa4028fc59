#!/bin/bash
# serves.sh ruok checks that the server answers; serves.sh srvr checks that it serves clients, which takes a quorum.
exec 3<>/dev/tcp/127.0.0.1/2181 || exit 1
printf '%s' "$1" >&3
case $1 in
    ruok) grep -q '^imok' <&3 ;;
    *) grep -q '^Mode: ' <&3 ;;
esac
