import assert from "node:assert/strict";
import test from "node:test";
import { oneAtATime } from "./one-at-a-time.ts";

test("work of one key is done in turn, of other keys at once, and a failure is its own", async () => {
  const inTurn = oneAtATime();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string, key: string) =>
    inTurn(key, async () => {
      seen.push(`${name} begins`);
      if (name === "first") await gate.promise;
      seen.push(`${name} ends`);
      if (name === "second") throw new Error("its own");
      return name;
    });
  const [first, second, third, other] = [
    work("first", "a"),
    work("second", "a"),
    work("third", "a"),
    work("other", "b"),
  ];
  assert.equal(await other, "other");
  assert.deepEqual(seen, ["first begins", "other begins", "other ends"]);
  gate.resolve();
  await assert.rejects(second, /its own/);
  assert.deepEqual([await first, await third], ["first", "third"]);
  assert.deepEqual(seen.slice(3), ["first ends", "second begins", "second ends", "third begins", "third ends"]);
});
