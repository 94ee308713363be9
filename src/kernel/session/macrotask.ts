import { MessageChannel } from "node:worker_threads";
import { asBefore, mayHaveChangedMeanwhile } from "./realm.ts";

/**
 * Runs `task` at the end of a turn of the event loop, with nothing of the session's behind it.
 * Terminating what it executes then tears down no other frames and drops no queued work, which a
 * microtask or an immediate would. The turn is the one that runs, where its owner has said so with
 * {@link turn}, else one of its own.
 */
export function macrotask(task: () => void): void {
  tasks.push(task);
  if (inTurn) return;
  inbox.ref();
  outbox.postMessage(null);
}

/**
 * Takes in something that has come, in a turn at whose end a task that it asks for may run at once.
 */
export function turn(takeIn: () => void): void {
  mayHaveChangedMeanwhile();
  const task = asBefore(() => {
    inTurn = true;
    try {
      takeIn();
    } finally {
      inTurn = false;
    }
    const first = tasks.shift();
    for (const _ of tasks) outbox.postMessage(null);
    if (tasks.length > 0) inbox.ref();
    return first;
  });
  task?.();
}

let inTurn = false;
const tasks: (() => void)[] = [];
const { port1: inbox, port2: outbox } = new MessageChannel();
inbox.on("message", () => {
  mayHaveChangedMeanwhile();
  const task = asBefore(() => {
    if (tasks.length === 1) inbox.unref();
    return tasks.shift();
  });
  task?.();
});
inbox.unref();
outbox.unref();
