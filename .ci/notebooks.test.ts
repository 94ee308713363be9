import assert from "node:assert/strict";
import { globSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { after, suite, test } from "node:test";
import { absent, place, untyped } from "../src/kernel/wire/drive.ts";
import { openExecutor, underBoth } from "../src/cli/execute-cells.ts";

const files = globSync(resolve(import.meta.dirname, "../notebooks/*.ipynb")).toSorted();

suite("the notebooks of this project, by nbclient, from recorded replies", { skip: absent }, () => {
  const { folder } = place();
  const nbclient = openExecutor(folder);
  after(async () => {
    await nbclient.close();
    rmSync(folder, { recursive: true });
  });

  test("those that tslab runs, too, are compared there", () => {
    for (const name of underBoth) assert.ok(files.some((file) => basename(file) === name));
  });

  for (const file of files.filter((file) => !underBoth.includes(basename(file))))
    test(`${basename(file)} runs to its end and shows something`, async () => {
      const cells = await nbclient.executeCells({ kernel: "parallax", what: file, env: untyped });
      const outputs = cells.flat();
      assert.ok(outputs.length > 0);
      assert.deepEqual(
        outputs.filter(({ output_type: type }) => type === "error"),
        [],
      );
    });
});
