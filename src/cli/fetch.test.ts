import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serve } from "../scenarios/verbatim/file-server.ts";

const program = new URL("./main.ts", import.meta.url).pathname;
const shared = join(import.meta.dirname, "../../../shared/published");
const skip = existsSync(shared) ? false : `no published texts at ${shared}`;
const folder = mkdtempSync(join(tmpdir(), "fetch-"));
after(() => rmSync(folder, { recursive: true }));

function parallax(home: string, base: string, ...args: string[]) {
  const env = { ...process.env, PARALLAX_HOME: join(folder, home), PARALLAX_PUBLISHED_URL: base };
  const child = spawn(process.execPath, [program, "fetch", ...args], { env, timeout: 120_000 });
  const [out, errors]: [string[], string[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(String(chunk)));
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  const ended = once(child, "close").then(([code]) => ({ code, out: out.join(""), errors: errors.join("") }));
  return { child, ended };
}

test("brings a scenario's text, shows its licence once, and says what is unlike the original", { skip }, async (t) => {
  const { base } = await serve(t, shared);
  const first = await parallax("one", base, "insider-trading").ended;
  assert.equal(first.code, 0, first.errors);
  assert.match(first.out, /^fetched {2}raina-sid\/.*\.json\n +licence: CC-BY-4\.0.*\nabsent {3}ApolloResearch\//);
  assert.match(first.out, /insider-trading: 1 of 2 files here, wording "verbatim"\n {2}It comes from/);
  assert.match(first.out, /canary stays beside every reply/);
  const again = await parallax("one", base, "insider-trading").ended;
  assert.doesNotMatch(again.out, /licence|fetched/);
});

test("without a network: exit code 1 and one message, without a stack", async () => {
  const { code, out, errors } = await parallax("none", "http://127.0.0.1:9").ended;
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(
    errors,
    /^parallax fetch: cannot reach http:\/\/127\.0\.0\.1:9 .*Missing:\n(?: {2}\S+: .*\n)+Run the same again/,
  );
  assert.match(errors, /recognizable wording stands for the published side\.\n$/);
});

test("wrong arguments: exit code 2; a scenario without published text: said so", async () => {
  const wrong = await parallax("none", "http://127.0.0.1:9", "insider-tradin").ended;
  assert.deepEqual([wrong.code, wrong.out], [2, ""]);
  assert.match(wrong.errors, /no scenario "insider-tradin": expected one of/);
  const control = await parallax("none", "http://127.0.0.1:9", "insider-trading-control").ended;
  assert.equal(control.code, 0);
  assert.match(control.out, /^insider-trading-control has no published text to fetch/);
});

test("Ctrl-C: exit code 130, and no part of a file is left", async (t) => {
  const arrived = Promise.withResolvers<void>();
  const { base } = await serve(t, (_, response) => {
    response.writeHead(200).write("{");
    arrived.resolve();
  });
  const { child, ended } = parallax("stopped", base, "insider-trading");
  await Promise.race([arrived.promise, ended]);
  child.kill("SIGINT");
  const { code, errors } = await ended;
  assert.equal(code, 130);
  assert.match(errors, /^stopped/);
  // The home has what was compiled of the program itself, and nothing of a published text.
  const left = existsSync(join(folder, "stopped")) ? readdirSync(join(folder, "stopped")) : [];
  assert.deepEqual(
    left.filter((name) => name !== "compile-cache"),
    [],
  );
});
