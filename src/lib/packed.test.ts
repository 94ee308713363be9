import assert from "node:assert/strict";
import test from "node:test";
import { hashColumn } from "./packed.ts";

test("hashes are told apart by all that they have, and what is none by what it is", () => {
  const [long, alike] = ["ab".repeat(32), `${"ab".repeat(31)}cd`];
  const said = [long, null, alike, "", "short", long, "AB".repeat(32), null, alike, "short"];
  const column = hashColumn(said.length);
  said.forEach((value, at) => column.set(at, value));
  const { codes, values } = column.coded();
  assert.deepEqual([...codes], [0, 1, 2, 3, 4, 0, 5, 1, 2, 4]);
  assert.deepEqual(values, [long, null, alike, "", "short", "AB".repeat(32)]);
  assert.deepEqual(
    said.map((_, at) => column.get(at)),
    said,
  );
});
