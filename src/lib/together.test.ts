import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { together } from "./together.ts";

test("what is asked while work is under way goes together into the next, in order", async () => {
  const batches: number[][] = [];
  const double = together(async (items: number[]) => {
    batches.push(items);
    await sleep(5);
    return items.map((item) => 2 * item);
  }, 3);
  const first = [1, 2].map(double);
  await sleep(1);
  const rest = [3, 4, 5, 6].map(double);
  assert.deepEqual(await Promise.all([...first, ...rest]), [2, 4, 6, 8, 10, 12]);
  assert.deepEqual(batches.flat(), [1, 2, 3, 4, 5, 6]);
  assert.ok(batches.every(({ length }) => length <= 3));
});

test("work that fails fails for those in it, and the next goes on", async () => {
  const work = together(async (items: string[]) => {
    if (items.includes("bad")) throw new Error("no");
    return items;
  }, 1);
  const [bad, good] = await Promise.allSettled([work("bad"), work("good")]);
  assert.equal(bad.status, "rejected");
  assert.deepEqual(good, { status: "fulfilled", value: "good" });
});
