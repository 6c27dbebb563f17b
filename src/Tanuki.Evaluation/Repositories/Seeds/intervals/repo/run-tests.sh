#!/bin/sh
# Compiles everything and runs the tests; what they say is TAP.
set -e
out=$(mktemp -d)
javac -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -proc:none -encoding UTF-8 -d "$out" $(find src test -name '*.java' | sort)
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx128m -cp "$out" TestMain
