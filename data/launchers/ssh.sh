#!/usr/bin/env bash
# Workers of a queue on machines reached by ssh: one on each host that is named.
#
#   parallax run --scenario … --model … --queue "$QUEUE" --no-wait --out runs/big
#   QUEUE=postgres://parallax@db/study ./ssh.sh ada@one ada@two
#   parallax run --scenario … --model … --queue "$QUEUE" --out runs/big    # collects, at any time
#
# Each host has the package in ~/parallax (or $PLACE), Node 24, and its keys in ~/parallax/keys.env
# (OPENAI_API_KEY=… a line, readable by its owner alone). Ctrl-C here closes their terminals, and
# each finishes what is under way and gives the rest back. Run again, it goes on in its folder.
set -uo pipefail
: "${QUEUE:?the address of the queue, such as postgres://parallax@db/study}"
(($# > 0)) || { echo "name the hosts: $0 ada@one ada@two" >&2; exit 2; }
place=${PLACE:-parallax}
begin='cd %q && set -a && { [ ! -f keys.env ] || . ./keys.env; } && PATH=$PWD/node_modules/.bin:$PATH && exec parallax work %q --dir workers/%q'
workers=()
# A folder goes with a queue: another study begins in another one.
study=$(printf %s "$QUEUE" | cksum | cut -d ' ' -f 1)
for host; do
  printf -v line "$begin" "$place" "$QUEUE" "$study-$host"
  ${SSH:-ssh -tt} "$host" "$line" </dev/null &
  workers+=($!)
done
trap 'kill -TERM "${workers[@]}" 2>/dev/null' INT TERM
code=0
for worker in "${workers[@]}"; do
  wait "$worker" || code=$?
done
exit "$code"
