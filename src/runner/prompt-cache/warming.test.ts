import assert from "node:assert/strict";
import { test } from "node:test";
import { openWarming } from "./warming.ts";

const parts = ["a beginning"];

/** How many can begin before one has to wait. */
function beginAll(warming: ReturnType<typeof openWarming>) {
  const begun = [];
  while (warming.waitsFor(parts) === null && begun.length < 100) begun.push(warming.begin(parts));
  return begun;
}

test("one brings a beginning and the others wait; what was known here lets twice as many look at once", () => {
  let now = 0;
  const warming = openWarming(
    1000,
    () => {},
    () => now,
  );
  for (const many of [1, 2, 4, 8]) {
    const begun = beginAll(warming);
    assert.equal(begun.length, many);
    if (many < 8) begun.forEach((each, i) => (i === 0 ? each.known() : each.ended()));
    else begun.forEach((each) => each.came(true));
  }
  assert.equal(beginAll(warming).length, 100, "it is there");
  now = 1001;
  assert.equal(beginAll(warming).length, 1, "it is gone again");
});

test("a reply known here counts once, however many of its trial's are", () => {
  const warming = openWarming(1000, () => {});
  const [first] = beginAll(warming);
  for (let turn = 0; turn < 3; turn += 1) first!.known();
  first!.ended();
  assert.equal(beginAll(warming).length, 2);
});
