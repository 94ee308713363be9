import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { typesMode } from "./types-mode.ts";

const folder = mkdtempSync(join(tmpdir(), "types-"));
after(() => rmSync(folder, { recursive: true }));

test("the environment chooses, then the notebook, then the caller", () => {
  const notebook = join(folder, "nb.ipynb");
  writeFileSync(notebook, JSON.stringify({ metadata: { parallax: { types: "strict" } } }));
  assert.equal(typesMode(notebook, "warn", { PARALLAX_TYPES: "off" }), "off");
  assert.equal(typesMode(notebook, "warn", {}), "strict");
  assert.equal(typesMode(join(folder, "none.ipynb"), "warn", {}), "warn");
  assert.equal(typesMode(undefined, "off", {}), "off");
  assert.throws(
    () => typesMode(notebook, "warn", { PARALLAX_TYPES: "on" }),
    /^Error: types "on" .* expected off, warn or strict$/,
  );
});
