import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { jsonElements } from "./json-elements.ts";

const dir = mkdtempSync(join(tmpdir(), "parallax-json-"));
after(() => rmSync(dir, { recursive: true }));
const file = join(dir, "a.json");

const value = {
  list: [1, { x: 'y]"},{' }, "s", null, [2, [3]], [], -1.5e3],
  empty: {},
  'k"}': { inner: ["q", {}] },
  long: "🏭\\".repeat(200_000),
  flag: true,
};

const found = async (text: string, wanted: Parameters<typeof jsonElements>[1]) => {
  writeFileSync(file, text);
  const pieces = await Array.fromAsync(jsonElements(file, wanted));
  return pieces.map(({ path, text: json }) => [path.join("."), JSON.parse(json)]);
};

for (const space of [0, 2])
  test(`values are found by their path, indented by ${space}`, async () => {
    const text = JSON.stringify(value, null, space);
    const members = await found(text, (path) => path.length === 1);
    assert.deepEqual(Object.fromEntries(members), value);
    const elements = await found(text, (path) => path[0] === "list" && path.length === 2);
    assert.deepEqual(
      elements,
      value.list.map((each, i) => [`list.${i}`, each]),
    );
    assert.deepEqual(await found(text, (path) => path.length === 0), [["", value]]);
  });

for (const text of ["3", '"x"', "null", "[]"])
  test(`a file that is ${text}`, async () => {
    assert.deepEqual(await found(text, (path) => path.length === 0), [["", JSON.parse(text)]]);
  });

test("a file that was cut short is refused", async () => {
  await assert.rejects(
    found('{"list": [1, 2', () => false),
    /ends before its JSON does/,
  );
});
