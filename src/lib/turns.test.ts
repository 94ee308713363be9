import assert from "node:assert/strict";
import test from "node:test";
import { openTurns } from "./turns.ts";

test("work of many small steps lets others have their turn, and not at every step", async () => {
  let others = 0;
  const timer = setInterval(() => others++);
  const turns = openTurns();
  let [steps, waits] = [0, 0];
  while (others < 3) {
    steps++;
    const due = turns();
    if (due === null) continue;
    waits++;
    await due;
  }
  clearInterval(timer);
  assert.ok(waits >= 3 && waits < steps / 10, `${waits} of ${steps}`);
});
