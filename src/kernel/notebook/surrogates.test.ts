import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNotebook } from "./write-notebook.ts";

test("half an emoji in an output leaves a notebook that other tools can read and write", () => {
  const text = "a\ud83d b \ude00";
  const output = { output_type: "stream" as const, name: "stdout" as const, text };
  const cell = {
    cell_type: "code" as const,
    id: "a",
    metadata: {},
    source: text,
    outputs: [output],
    execution_count: 1,
  };
  const written = formatNotebook({ metadata: { note: text }, cells: [cell] } as never);
  assert.doesNotMatch(written, /\\ud[89a-f]/i);
  assert.ok(written.isWellFormed() && written.includes("a\ufffd b \ufffd"));
});
