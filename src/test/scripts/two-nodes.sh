#!/bin/sh
# Measures many syncs due at one moment on one node and on two:
# src/test/scripts/two-nodes.sh [syncs=100] [latency=100] [rounds=3] [leads=10000]
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.caramel.bench.scale.TwoNodes "$@"
