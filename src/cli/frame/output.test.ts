import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { shower } from "./output.ts";

const hostile = "a\u001b[31m b\u009b2J c\u202ed\u0007";

for (const [json, place] of [
  [false, "a terminal"],
  [true, "a terminal"],
  [false, "a file"],
  [true, "a file"],
] as const)
  test(`what would steer a terminal is inert in ${json ? "JSON" : "text"} for ${place}`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), "parallax-output-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const out = place === "a file" ? join(folder, "shown") : undefined;
    let said = "";
    const terminal = {
      out: (text: string) => void (said += text),
      err: () => {},
      width: 80,
      filter: (text: string) => text,
    };
    shower(terminal, { json, out })({ text: hostile, json: () => ({ [hostile]: hostile }) });
    const shown = out === undefined ? said : readFileSync(out, "utf8");
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    if (json) assert.deepEqual(JSON.parse(shown), { [hostile]: hostile });
    else assert.match(shown, /^a b c\ufffdd\ufffd\n$/);
  });
