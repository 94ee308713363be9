#!/usr/bin/env bash
# Workers of a queue as a Slurm array, one a task: as many as the array is long.
#
#   parallax run --scenario … --model … --queue "$QUEUE" --no-wait --out runs/big
#   QUEUE=postgres://parallax@db/study sbatch --array=1-16 slurm.sh
#   parallax run --scenario … --model … --queue "$QUEUE" --out runs/big    # collects, at any time
#
# Every node must reach the database, and a folder that its tasks share keeps what each received:
# a task that is requeued goes on in its own. Keys come from the environment that sbatch is given
# (--export=ALL is the default); the database's password from PGPASSWORD or ~/.pgpass.
#SBATCH --job-name=parallax
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=24:00:00
#SBATCH --requeue
# Time to finish what is under way, before the job is ended: "B:" tells the worker itself.
#SBATCH --signal=B:TERM@120
set -euo pipefail
: "${QUEUE:?the address of the queue, such as postgres://parallax@db/study}"
name="${SLURM_ARRAY_JOB_ID:-0}-${SLURM_ARRAY_TASK_ID:-0}"
# Not by npx, which would not pass the signal on.
export PATH="$PWD/node_modules/.bin:$PATH"
exec parallax work "$QUEUE" --dir "workers/$name" "$@"
