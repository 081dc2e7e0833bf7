#!/bin/sh
# Measures a first pull under -Xmx256m: src/test/scripts/first-pull.sh [leads, 200000 if not given]
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.caramel.bench.FirstPull "$@"
