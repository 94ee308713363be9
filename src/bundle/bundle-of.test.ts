import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildBundle } from "./build-bundle.ts";
import { bundleOf } from "./bundle-of.ts";

const place = mkdtempSync(join(tmpdir(), "parallax-bundle-"));
after(() => rmSync(place, { recursive: true }));
const [module, part, folder] = [join(place, "whole.ts"), join(place, "part.ts"), join(place, "kept")];
writeFileSync(module, 'export { answer } from "./part.ts";\nexport class Named {}\n');
writeFileSync(part, "export const answer: number = 1;\n");

let count = 0;
const answerOf = async (file: string): Promise<number> => {
  const loaded = (await import(`${pathToFileURL(file).href}?${(count += 1)}`)) as { answer: number };
  return loaded.answer;
};

test("a module comes as one file, which is kept while nothing that went into it changes", async () => {
  const bundle = bundleOf(module, folder);
  assert.equal(await answerOf(bundle), 1);
  const { mtimeMs } = statSync(bundle);
  assert.equal(bundleOf(module, folder), bundle);
  assert.equal(statSync(bundle).mtimeMs, mtimeMs);
});

const changes: [what: string, change: () => void, answer: number][] = [
  ["is edited", () => writeFileSync(part, "export const answer: number = 42;\n"), 42],
  ["is gone", () => (rmSync(part), writeFileSync(module, "export const answer = 43;\n")), 43],
];

for (const [what, change, answer] of changes)
  test(`when a file of it ${what}, it is made anew`, async () => {
    change();
    assert.equal(await answerOf(bundleOf(module, folder)), answer);
  });

test("where it cannot be made or kept, the module itself is loaded", () => {
  assert.equal(bundleOf(module, join(module, "no-folder")), module);
  const broken = join(place, "broken.ts");
  writeFileSync(broken, "export const = 1;");
  assert.equal(bundleOf(broken, folder), broken);
});

test("no module of the package's bundle asks for its own place, which it has lost", () => {
  const index = fileURLToPath(new URL("../index.ts", import.meta.url));
  const { text, inputs } = buildBundle(index, join(place, "index.mjs"));
  assert.ok(inputs.length > 300, `${inputs.length}`);
  assert.doesNotMatch(text, /import\.meta/);
});
