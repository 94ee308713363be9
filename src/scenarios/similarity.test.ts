import assert from "node:assert/strict";
import { test } from "node:test";
import { findNames, longestSharedRun, ngrams, similarity } from "./similarity.ts";

test("names are found as whole words, whatever case or mark joins them", () => {
  const names = ["Free tier", "LING", "Amy"];
  assert.deepEqual(findNames("the **free-tier** user", names), ["Free tier"]);
  assert.deepEqual(findNames("AMY'S ling.", names), ["LING", "Amy"]);
  assert.deepEqual(findNames("darling, amyloid, free\n\ntiers", names), []);
});

test("the longest shared run of words", () => {
  assert.deepEqual(longestSharedRun("one two, three four five", "zero two three FOUR six"), ["two", "three", "four"]);
  assert.deepEqual(longestSharedRun("a a a b", "a a b"), ["a", "a", "b"]);
  assert.deepEqual(longestSharedRun("", "a"), []);
});

test("n-grams are distinct, and none where the text is short", () => {
  assert.deepEqual([...ngrams("a b a b", 2)], ["a b", "b a"]);
  assert.deepEqual([...ngrams("a b", 3)], []);
});

test("similarity says overlap, run and length", () => {
  assert.deepEqual(similarity("a b c d e f", "a b c x d e f g"), {
    overlap: 0.5,
    longestRun: ["a", "b", "c"],
    lengthRatio: 0.75,
  });
  assert.equal(similarity("a", "b c").overlap, 0);
});
