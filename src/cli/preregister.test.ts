import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-preregister-"));
after(() => rmSync(root, { recursive: true }));
// Replies that other tests have cached would be older than the record.
process.env["PARALLAX_HOME"] = join(root, "home");
const dir = join(root, "run");
const plan = ["--scenario", "insider-trading", "--model", "simulated/recognizer", "--elicit", "choice", "--out", dir];
const meant = ["--outcome", "trades-choice", "--margin", "10", "--until", "gap=20"];

test("a plan is put on record, run, and said of its gaps", async (t) => {
  const first = await here(t, "preregister", ...plan, ...meant);
  assert.equal(first.code, 0, first.errors);
  assert.match(
    first.out,
    /^on record since \S+: plan \w{12}, \d+ trials; outcome trades-choice; .*10\.0 points; REML, 95\s%; asked until known: gap ± 20\.0 points\n/,
  );
  const { outcome, margin, until } = JSON.parse(readFileSync(join(dir, "preregistration.json"), "utf8"));
  assert.deepEqual([outcome, margin, until], [["trades-choice"], 0.1, { gap: 0.2 }]);
  assert.equal((await here(t, "preregister", ...plan, ...meant)).out, first.out);
  assert.equal((await here(t, "run", ...plan)).code, 0);
  const { out } = await here(t, "gap", dir);
  assert.match(
    out.replace(/\s+/g, " "),
    /plan on record of .*; kept: time, plan, trials, outcome, contrast, method, level; nothing departed/,
  );
  const departed = (await here(t, "gap", dir, "--method", "DL")).out.replace(/\s+/g, " ");
  assert.match(departed, /departed: method \(on record REML, here DL\)/);
  const late = await here(t, "preregister", ...plan, "--outcome", "trades-choice", "--margin", "5");
  assert.equal(late.code, 2);
  assert.match(late.errors, /says otherwise/);
});

test("without an outcome nothing is put on record", async (t) => {
  const { code, errors } = await here(t, "preregister", ...plan);
  assert.equal(code, 2);
  assert.match(errors, /--outcome ID/);
});
