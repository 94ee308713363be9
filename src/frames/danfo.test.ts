import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { table } from "./table.ts";

const source = join(import.meta.dirname, "..");

test("nothing imports danfo before it is called for", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const eager = files.filter((file) =>
    /^(import(?! type)|export) [^;]*from "danfojs-node"/m.test(readFileSync(join(source, file), "utf8")),
  );
  assert.deepEqual(eager, []);
});

test("danfo loads and computes without a word of TensorFlow's on either stream", async () => {
  const script = `
    const { table } = await import(${JSON.stringify(join(source, "frames/table.ts"))});
    const df = await table([{ a: 1 }, { a: NaN }, { a: 2 }], { a: "number" });
    process.stdout.write(String(df["a"].mean()) + df.tensor.shape + df["a"].add(1).values);`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    timeout: 120_000,
  });
  assert.deepEqual([stdout, stderr], ["1.53,12,NaN,3", ""]);
});

test("filtering what was filtered before gives the rows asked for", async () => {
  const records = Array.from({ length: 8 }, (_, i) => ({ n: i, parity: i % 2 }));
  const df = await table(records, { n: "number", parity: "number" });
  const odd = df.query(df["parity"].eq(1));
  const large = odd.query(odd["n"].gt(2));
  assert.deepEqual(large["n"].values, [3, 5, 7]);
  assert.deepEqual(large.query(large["n"].lt(6))["n"].values, [3, 5]);
  assert.deepEqual(large.iloc({ rows: [false, true, true] })["n"].values, [5, 7]);
  assert.deepEqual(large["n"].iloc([false, false, true]).values, [7]);
  assert.deepEqual(large.iloc({ rows: [0], columns: ["0:1"] }).values, [[3]]);
  assert.deepEqual(large.query(large["n"].gt(99)).shape, [0, 2]);
  large.query(large["n"].eq(5), { inplace: true });
  assert.deepEqual([large["n"].values, large.index], [[5], [5]]);
});
