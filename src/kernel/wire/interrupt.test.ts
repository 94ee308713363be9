import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessagePort } from "node:worker_threads";
import { interrupt } from "./interrupt.ts";
import { cellListens, interruptsAsked, interruptsForced, interruptsSeen, sharedBytes } from "./port.ts";

/** A session's thread that comes back to its event loop when it is asked for the `nth` time. */
function thread(nth: number) {
  const shared = new Int32Array(new SharedArrayBuffer(sharedBytes));
  let asked = 0;
  const postMessage = () => {
    if ((asked += 1) < nth) return;
    Atomics.store(shared, interruptsSeen, Atomics.load(shared, interruptsAsked));
    Atomics.notify(shared, interruptsSeen);
  };
  return { shared, port: { postMessage } as unknown as MessagePort };
}

test("a session that was broken off is told, so that it gives its cell no time to end by itself", async () => {
  for (const [nth, forced] of [
    [1, 0],
    [2, 1],
  ] as const) {
    const { shared, port } = thread(nth);
    assert.equal(await interrupt(port, shared), true);
    assert.equal(Atomics.load(shared, interruptsForced), forced);
  }
});

test("a cell that listens is not broken off before it was given time, but where it is interrupted again", async () => {
  const { shared, port } = thread(2);
  Atomics.store(shared, cellListens, 1);
  const first = interrupt(port, shared);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(Atomics.load(shared, interruptsForced), 0);
  assert.equal(await interrupt(port, shared), true);
  assert.equal(await first, true);
  assert.equal(Atomics.load(shared, interruptsForced), 0);
});
