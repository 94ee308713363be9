import assert from "node:assert/strict";
import test from "node:test";
import { inLanes } from "./in-lanes.ts";

/** Work that is done when told to, and a record of what began where. */
function work() {
  const began: string[] = [];
  const done = new Map<string, () => void>();
  const start = (name: string) => (lane: number) => {
    began.push(`${name}@${lane}`);
    return new Promise<string>((resolve) => done.set(name, () => resolve(name)));
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  const end = async (name: string) => {
    done.get(name)?.();
    await settle();
  };
  return { began, start, settle, end };
}

test("one at a time in a lane, cheapest first, ties in order of arrival", async () => {
  const { began, start, settle, end } = work();
  const turn = inLanes(1, (_lane, cost: number) => cost);
  const all = Promise.all([turn(5, start("a")), turn(9, start("b")), turn(5, start("c")), turn(1, start("d"))]);
  await settle();
  for (const name of ["d", "a", "c", "b"]) await end(name);
  assert.deepEqual(began, ["d@0", "a@0", "c@0", "b@0"]);
  assert.deepEqual(await all, ["a", "b", "c", "d"]);
});

test("lanes work side by side, and a busy lane keeps what it would still do sooner", async () => {
  const { began, start, settle, end } = work();
  const costs: Record<string, [number, number]> = { first: [10, 10], near: [1, 50], far: [60, 60] };
  const turn = inLanes(2, (lane, name: string) => costs[name]?.[lane] ?? 0);
  void turn("first", start("first"));
  await settle();
  void turn("near", start("near"));
  await settle();
  assert.deepEqual(began, ["first@0"], "lane 1 is free, but lane 0 needs 10 + 1 where lane 1 needs 50");
  void turn("far", start("far"));
  await settle();
  assert.deepEqual(began, ["first@0", "far@1"]);
  await end("first");
  assert.deepEqual(began, ["first@0", "far@1", "near@0"]);
});

test("a lane leaves what another has less to do for, while anything else waits", async () => {
  const { began, start, settle, end } = work();
  const costs: Record<string, [number, number]> = { first: [10, 10], next: [5, 9], other: [30, 30] };
  const turn = inLanes(2, (lane, name: string) => costs[name]![lane]!);
  for (const name of ["first", "next", "other"]) void turn(name, start(name));
  await settle();
  assert.deepEqual(began, ["next@0", "first@1"]);
  await end("first");
  assert.deepEqual(began, ["next@0", "first@1", "other@1"]);
});

test("work is told what waits behind it", async () => {
  const turn = inLanes(1, (_lane, cost: number) => cost);
  const waiting = [3, 1, 2].map((cost) => turn(cost, async (_lane, behind) => behind));
  assert.deepEqual(await Promise.all(waiting), [[], [3, 2], [3]]);
});

test("a failure is its caller's alone", async () => {
  const turn = inLanes(1, () => 1);
  const failing = turn(0, () => Promise.reject(new Error("no")));
  const next = turn(0, () => Promise.resolve("yes"));
  await assert.rejects(failing, /no/);
  assert.equal(await next, "yes");
});

test("an aborted work leaves the queue at once, or is not begun at all", async () => {
  const { began, start, settle, end } = work();
  const turn = inLanes(1, () => 1);
  const controller = new AbortController();
  void turn(0, start("running"));
  await settle();
  const waiting = turn(0, start("waiting"), controller.signal);
  controller.abort();
  await assert.rejects(waiting, { name: "AbortError" });
  await assert.rejects(turn(0, start("late"), controller.signal), { name: "AbortError" });
  await end("running");
  assert.deepEqual(began, ["running@0"]);
});
