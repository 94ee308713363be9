import { readFileSync } from "node:fs";
import type { MessagePort } from "node:worker_threads";
import { cellListens, interruptsAsked, interruptsForced, interruptsSeen, type Ask } from "./port.ts";

/** Without this flag Node aborts when the code that its main thread is stuck in is terminated. */
export const interruptFlag = "--no-force-async-hooks-checks";

const patience = 150;
/**
 * The same for a cell that listens to its signal, of which breaking it off would tear what it does.
 */
const patienceWithListeners = 1500;

/**
 * Interrupts the session's thread from the socket thread. First it is asked; where it has not come
 * back to its event loop after 150 ms, or 1.5 s if its cell listens, the JavaScript it is stuck in
 * is terminated, until it does; where that does not help either, it may wait for a child process,
 * and those get a SIGINT. Resolves true once the thread has answered.
 */
export async function interrupt(port: MessagePort, shared: Int32Array): Promise<boolean> {
  const ticket = Atomics.add(shared, interruptsAsked, 1) + 1;
  let terminator: Terminator | null = null;
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      port.postMessage({ type: "interrupt" } satisfies Ask);
      if (await seen(shared, ticket, attempt === 0 ? patienceWith(shared, ticket) : patience)) return true;
      Atomics.store(shared, interruptsForced, ticket);
      if (process.execArgv.includes(interruptFlag)) (terminator ??= openTerminator()).terminate();
      if (attempt > 0) signalChildren();
    }
    return false;
  } finally {
    void terminator?.close();
  }
}

/** Whoever interrupts again before the first was seen to waits no longer. */
function patienceWith(shared: Int32Array, ticket: number): number {
  const first = ticket - Atomics.load(shared, interruptsSeen) === 1;
  return first && Atomics.load(shared, cellListens) === 1 ? patienceWithListeners : patience;
}

async function seen(shared: Int32Array, ticket: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  for (;;) {
    const last = Atomics.load(shared, interruptsSeen);
    if (last >= ticket) return true;
    const left = deadline - performance.now();
    if (left <= 0) return false;
    await Atomics.waitAsync(shared, interruptsSeen, last, left).value;
  }
}

/** Sends SIGINT to all that a process has started. Only where /proc says what that is. */
function signalChildren(pid = process.pid): void {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? [];
    for (const child of children.map(Number)) {
      signalChildren(child);
      process.kill(child, "SIGINT");
    }
  } catch {
    // Not Linux, or ended meanwhile.
  }
}

interface Terminator {
  terminate(): void;
  /**
   * Disconnects once the session's thread has taken what was posted, which it cannot while it waits
   * in native code.
   */
  close(): Promise<void>;
}

function openTerminator(): Terminator {
  const { Session } = process.getBuiltinModule("node:inspector");
  const session = new Session();
  session.connectToMainThread();
  const posted: Promise<void>[] = [];
  return {
    terminate() {
      posted.push(new Promise((resolve) => session.post("Runtime.terminateExecution", () => resolve())));
    },
    async close() {
      await Promise.all(posted);
      session.disconnect();
    },
  };
}
