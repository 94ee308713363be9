import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "./language.ts";
import { typeWarning } from "./type-warning.ts";

const complaint = (line: number): Diagnostic => ({
  line,
  column: 1,
  message: "No <b>.",
  code: "TS1",
  severity: "error",
});

test("complaints show as text and as HTML that is inert, each once, and no more than twenty", () => {
  assert.equal(typeWarning([], "Cell [1]"), null);
  const { data } = typeWarning([complaint(1), complaint(1), { ...complaint(2), file: "a.ts" }], "Cell [1]")!;
  assert.equal(data["text/plain"], "Cell [1], line 1, column 1: No <b>. (TS1)\na.ts, line 2, column 1: No <b>. (TS1)");
  assert.match(String(data["text/html"]), /No &lt;b&gt;\./);
  const many = typeWarning(
    Array.from({ length: 23 }, (_, line) => complaint(line)),
    "Cell [1]",
  )!;
  const lines = String(many.data["text/plain"]).split("\n");
  assert.deepEqual([lines.length, lines.at(-1)], [21, "and 3 more"]);
});
