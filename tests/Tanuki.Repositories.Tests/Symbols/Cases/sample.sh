#!/usr/bin/env bash
source ./lib.sh
LIMIT=3

# Adds.
add() {
  helper "$1"
}

function main {
  add "$LIMIT"
}
main
