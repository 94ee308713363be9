import assert from "node:assert/strict";
import { test } from "node:test";
import { fitLines } from "./fit-lines.ts";

for (const [what, text, expected] of [
  ["short lines stay as they are", "a  b\n\n  c", "a  b\n\n  c"],
  ["a long line is broken at spaces", "one two three four", "one two\n  three\n  four"],
  ["further in than what it goes on from", "  a two three", "  a two\n    three"],
  ["a word longer than the width stands whole", "see /a/long/path/name it", "see\n  /a/long/path/name\n  it"],
  ["spaces within what fits stay", "ab   cd efgh", "ab   cd\n  efgh"],
] as const)
  test(what, () => assert.equal(fitLines(text, 8), expected));
