import { MessageChannel } from "node:worker_threads";

/**
 * Runs `task` in a turn of the event loop of its own. Terminating what it executes then tears down
 * no other frames and drops no queued work, which a microtask or an immediate would.
 */
export function macrotask(task: () => void): void {
  tasks.push(task);
  inbox.ref();
  outbox.postMessage(null);
}

const tasks: (() => void)[] = [];
const { port1: inbox, port2: outbox } = new MessageChannel();
inbox.on("message", () => {
  const task = tasks.shift();
  if (tasks.length === 0) inbox.unref();
  task?.();
});
inbox.unref();
outbox.unref();
