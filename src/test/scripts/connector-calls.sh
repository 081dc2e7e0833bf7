#!/bin/sh
# Measures the calls of Sugar's dashlets over many activities, while a pull runs:
# src/test/scripts/connector-calls.sh [members=1000000] [activities=10000000] [rate=50] [seconds=30] [leads=100000]
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.caramel.bench.scale.ConnectorCalls "$@"
