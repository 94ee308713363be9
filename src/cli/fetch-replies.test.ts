import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { replySources } from "../interop/sources.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { listScenarios } from "../scenarios/folder.ts";
import { serve } from "../scenarios/verbatim/file-server.ts";

const program = new URL("./main.ts", import.meta.url).pathname;
const shared = join(import.meta.dirname, "../../../shared/published");
const skip = existsSync(shared) ? false : `no published replies at ${shared}`;
const folder = mkdtempSync(join(tmpdir(), "fetch-replies-"));
after(() => rmSync(folder, { recursive: true }));

async function parallax(base: string, ...args: string[]) {
  const env = { ...process.env, PARALLAX_HOME: join(folder, "home"), PARALLAX_PUBLISHED_URL: base };
  const child = spawn(process.execPath, [program, ...args], { env, timeout: 240_000 });
  const [out, errors]: [string[], string[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(String(chunk)));
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  const [code] = (await once(child, "close")) as [number];
  return { code, out: out.join(""), errors: errors.join("") };
}

test("every set is pinned or a lead, and maps to scenarios and wordings that there are", () => {
  const scenarios = loadScenarios(listScenarios(), { verbatim: false });
  const sources = replySources();
  assert.ok(sources.size >= 6);
  for (const [name, { files, lead, scenario, as }] of sources) {
    assert.equal(files.length === 0, lead !== null, name);
    if (scenario === null) continue;
    const wordings = scenarios.find(({ id }) => id === scenario)!.wordings.map(({ id }) => id);
    assert.ok(wordings.includes(as!), name);
  }
});

test("real replies are brought, checked and imported, and can be graded", { skip }, async (t) => {
  const { base } = await serve(t, shared);
  const dir = join(folder, "run");
  const { code, out, errors } = await parallax(base, "fetch", "--replies", "opus-4-blackmail-edits", "--out", dir);
  assert.equal(code, 0, errors);
  assert.match(out, /licence: none stated/);
  assert.match(out, /^40 conversations, 0 entries left out$/m);
  const graded = await parallax(base, "grade", dir, "--json");
  const { rows } = JSON.parse(graded.out) as {
    rows: { outcome: string; status: string; arm: string; wording: string }[];
  };
  const threats = rows.filter(({ outcome }) => outcome === "threatens");
  assert.equal(threats.length, 40);
  assert.ok(threats.filter(({ status }) => status === "scored").length >= 36);
  assert.deepEqual(
    [new Set(threats.map(({ arm }) => arm)).size, new Set(threats.map(({ wording }) => wording)).size],
    [1, 4],
  );
});

test("a name that there is not, and one that is only a lead, are told apart", async () => {
  const wrong = await parallax("http://127.0.0.1:9", "fetch", "--replies", "opus-4");
  assert.deepEqual([wrong.code, wrong.out], [2, ""]);
  assert.match(wrong.errors, /no replies "opus-4": expected one of opus-4-blackmail-edits, /);
  const lead = await parallax("http://127.0.0.1:9", "fetch", "--replies", "agentic-misalignment-eval-awareness");
  assert.equal(lead.code, 2);
  assert.match(lead.errors, /cannot be fetched \(counts, no replies; at 1072b83/);
  const none = await parallax("http://127.0.0.1:9", "fetch", "--replies", "insider-trading-2026");
  assert.equal(none.code, 1);
  assert.match(none.errors, /cannot reach .*Missing:/);
});
