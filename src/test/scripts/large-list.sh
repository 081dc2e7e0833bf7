#!/bin/sh
# Measures how costs grow with the size of a list:
# src/test/scripts/large-list.sh [members=50000,200000,500000] [per=2] [heap=256m]
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.caramel.bench.scale.LargeList "$@"
