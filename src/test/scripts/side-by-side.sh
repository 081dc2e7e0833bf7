#!/bin/sh
# Measures Caramel beside the floor and a plain Camel route:
# src/test/scripts/side-by-side.sh [leads=100000] [rounds=3] [columns=16,120] [latency=0,50]
# [transform=false,true] [plain=true]; see docs/benchmarks.md
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -Djava.awt.headless=true \
  -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.caramel.bench.SideBySide "$@"
