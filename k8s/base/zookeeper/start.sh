#!/bin/bash
# Starts the server. Its id is the number of its pod plus one.
set -eu
echo "$((${HOSTNAME##*-} + 1))" >/data/myid
exec zkServer.sh start-foreground
