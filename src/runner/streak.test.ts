import assert from "node:assert/strict";
import test from "node:test";
import { ModelError } from "../models/model.ts";
import { openStreaks } from "./streak.ts";

const wrongKey = new ModelError("a/b: wrong key", { retryable: false, status: 401 });
const tooLong = new ModelError("a/b: too long", { retryable: false, status: 400 });
const down = new ModelError("a/b: connection refused", { retryable: true });
const times = (count: number, act: () => void) => Array.from({ length: count }).forEach(act);

test("a model is given up after five lasting failures alike, twenty passing ones", () => {
  for (const [error, enough] of [
    [wrongKey, 5],
    [down, 20],
    [new TypeError("bug"), 5],
  ] as const) {
    const streaks = openStreaks();
    times(enough - 1, () => streaks.note("a/b", error));
    assert.equal(streaks.givenUp("a/b"), null);
    streaks.note("a/b", error);
    assert.equal(streaks.givenUp("a/b"), `a/b failed ${enough} times in a row and was given up: ${error.message}`);
    times(50, () => streaks.note("a/b", error));
    assert.equal(streaks.reasons().length, 1);
  }
});

test("a reply, or a failure of another kind, begins the count anew", () => {
  const streaks = openStreaks();
  times(4, () => streaks.note("a/b", wrongKey));
  streaks.note("a/b", null);
  times(4, () => streaks.note("a/b", wrongKey));
  streaks.note("a/b", tooLong);
  times(4, () => streaks.note("a/b", wrongKey));
  assert.equal(streaks.givenUp("a/b"), null);
});

test("models are counted apart", () => {
  const streaks = openStreaks();
  times(5, () => {
    streaks.note("a/b", wrongKey);
    streaks.note("c/d", null);
  });
  assert.notEqual(streaks.givenUp("a/b"), null);
  assert.equal(streaks.givenUp("c/d"), null);
});
