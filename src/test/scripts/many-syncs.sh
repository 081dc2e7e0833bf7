#!/bin/sh
# Measures a node with many syncs beside one with few:
# src/test/scripts/many-syncs.sh [few=10] [many=1000] [rounds=2] [heap=384m] [fire=true]
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.caramel.bench.scale.ManySyncs "$@"
