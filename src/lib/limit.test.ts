import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate } from "node:timers/promises";
import { limit } from "./limit.ts";

test("never more than the limit at once, and every item once", async () => {
  let active = 0;
  let most = 0;
  const done: number[] = [];
  await limit(
    Array.from({ length: 30 }, (_, i) => i),
    4,
    async (i) => {
      most = Math.max(most, ++active);
      for (let turn = 0; turn <= i % 3; turn++) await setImmediate();
      active--;
      done.push(i);
    },
  );
  assert.equal(most, 4);
  assert.deepEqual(
    done.sort((a, b) => a - b),
    Array.from({ length: 30 }, (_, i) => i),
  );
});

test("items are drawn lazily, from async iterables too", async () => {
  let drawn = 0;
  let finished = 0;
  async function* items() {
    for (let i = 0; i < 20; i++) {
      drawn++;
      yield i;
    }
  }
  await limit(items(), 3, async () => {
    assert.ok(drawn - finished <= 3);
    await setImmediate();
    finished++;
  });
  assert.equal(finished, 20);
});

test("a failure stops the drawing, waits for work under way, and is thrown", async () => {
  let started = 0;
  let ended = 0;
  const work = limit([1, 2, 3, 4, 5, 6, 7, 8], 2, async (i) => {
    started++;
    await setImmediate();
    ended++;
    if (i === 2) throw new Error("two");
  });
  await assert.rejects(work, /two/);
  assert.equal(started, ended);
  assert.ok(started < 8);
});

test("a limit that is not a positive whole number is an error", async () => {
  for (const bad of [0, -1, 1.5, NaN])
    await assert.rejects(
      limit([1], bad, async () => {}),
      /concurrency/,
    );
});
