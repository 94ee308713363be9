import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { openModel } from "../open.ts";

const folder = mkdtempSync(join(tmpdir(), "parallax-find-"));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

for (const [name, id, expected] of [
  ["a path to nothing", `local/${join(folder, "nowhere.gguf")}`, /no file .*nowhere\.gguf; expected a GGUF file/],
  ["another format", `local/${file("model.safetensors", "{}")}`, /model\.safetensors is not a GGUF file/],
  ["a folder", `local/${folder}`, /is not a GGUF file/],
  ["a GPU backend that there is not", "local/smollm2-135m?gpu=abacus", /gpu=abacus should be one of off, auto, metal/],
] as const) {
  test(`${name} is refused on opening`, () => assert.rejects(openModel(id), expected));
}

test("a file that llama.cpp cannot read is an error of its first request, in one line, and not worth another try", async () => {
  const model = await openModel(`local/${file("broken.gguf", `GGUF${"\0".repeat(64)}`)}`);
  const request = { messages: [], params: {}, seed: 1, schema: null, choices: ["A", "B"] };
  const error = await model.generate(request, {}).catch((thrown: unknown) => thrown as Error & { retryable?: boolean });
  assert.ok(error instanceof Error);
  assert.match(error.message, /broken\.gguf: llama\.cpp cannot read this file/);
  assert.equal(error.retryable, false);
  await model.close?.();
});
