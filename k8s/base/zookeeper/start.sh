#!/bin/bash
# Starts the server whose number is that of its pod, counted from 1.
set -eu
echo "$((${HOSTNAME##*-} + 1))" >/data/myid
exec zkServer.sh start-foreground
