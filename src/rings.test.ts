import assert from "node:assert/strict";
import { test } from "node:test";
import { importsOf } from "../bench/house/imports-of.ts";
import { rings } from "../bench/house/rings.ts";
import { filesOf } from "../bench/house/source.ts";

const ringsOf = (texts: Record<string, string>) =>
  rings(new Map(Object.entries(texts).map(([file, text]) => [file, importsOf(file, text)])));

test("no ring of imports, of types neither", () => {
  const found = rings(new Map(filesOf().map((file) => [file, importsOf(file)])));
  assert.deepEqual(
    found.map((ring) => ring.join(" → ")),
    [],
  );
});

test("a ring of types is found, however long, and each by all of its files", () => {
  const texts = {
    "a.ts": 'import type { B } from "./b.ts";',
    "b.ts": 'export { c } from "./c.ts";',
    "c.ts": 'type A = import("./a.ts").A;',
    "d.ts": 'import "./a.ts"; import "./e.ts";',
    "e.ts": 'const d = await import("./d.ts");',
    "f.ts": 'import "./e.ts";',
  };
  assert.deepEqual(ringsOf(texts), [
    ["a.ts", "b.ts", "c.ts"],
    ["d.ts", "e.ts"],
  ]);
});

test("two ways to one file are no ring, and a file that imports itself is one", () => {
  const diamond = {
    "a.ts": 'import "./b.ts"; import "./c.ts";',
    "b.ts": 'import "./d.ts";',
    "c.ts": 'import "./d.ts";',
  };
  assert.deepEqual(ringsOf({ ...diamond, "d.ts": "" }), []);
  assert.deepEqual(ringsOf({ "a.ts": 'import "./a.ts";' }), [["a.ts"]]);
});
