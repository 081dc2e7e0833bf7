#!/bin/sh
# Measures a push of changed scores beside one PUT after another:
# src/test/scripts/pushed-scores.sh [records=100000] [request=20] [save=2] [sample=500] [heap=256m] [both=false]
set -eu
cd "$(dirname "$0")/../../.."
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  dev.caramel.bench.scale.PushedScores "$@"
