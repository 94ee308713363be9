import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { test } from "node:test";

const program = new URL("./main.ts", import.meta.url).pathname;

test("parallax lab says in one line why it does not start", () => {
  for (const [args, message] of [
    [["--bogus"], /^parallax lab: no option --bogus;.*\n$/],
    [["--prepare"], /^parallax lab: no requirements\.txt here: run this in the project's folder\n$/],
  ] as const) {
    const { status, stderr } = spawnSync(process.execPath, [program, "lab", ...args], {
      cwd: tmpdir(),
      encoding: "utf8",
    });
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
});
