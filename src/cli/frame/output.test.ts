import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
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

test("a result that breaks off leaves the file as it was; a whole one takes its place, links and modes kept", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-output-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [file, link] = [join(folder, "kept"), join(folder, "link")];
  writeFileSync(file, "as it was\n", { mode: 0o600 });
  symlinkSync(file, link);
  const terminal = { out: () => {}, err: () => {}, width: 80, filter: (text: string) => text };
  const show = (json: boolean, out: string, text: Iterable<string>, value: () => unknown = () => 1) =>
    shower(terminal, { json, out })({ text, json: value });
  const breaksOff = function* () {
    yield "half";
    throw new Error("broken off");
  };
  assert.throws(() => show(false, file, breaksOff()), /broken off/);
  assert.throws(() => show(true, file, [], () => { throw new Error("no JSON"); }), /no JSON/); // prettier-ignore
  assert.deepEqual([readFileSync(file, "utf8"), readdirSync(folder).length], ["as it was\n", 2]);
  show(false, link, ["all", "of it"]);
  assert.equal(readFileSync(file, "utf8"), "all\nof it\n");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  show(false, "/dev/null", ["nothing"]);
  assert.ok(statSync("/dev/null").isCharacterDevice());
});
