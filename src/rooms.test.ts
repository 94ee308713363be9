import assert from "node:assert/strict";
import { test } from "node:test";
import { importsOf } from "../bench/house/imports-of.ts";
import { ends, flow, isForward, isForwardWithin, roomOf, within } from "../bench/house/rooms.ts";
import { filesOf, isForTests, textOf } from "../bench/house/source.ts";

const files = filesOf();

const forwardImports = (file: string, text: string = textOf(file)): string[] =>
  importsOf(file, text)
    .filter((target) => !target.startsWith("../"))
    .filter((target) => isForward(file, target))
    .map((target) => `${file} imports ${target}`);

const forwardWithin = (file: string, text: string = textOf(file)): string[] =>
  importsOf(file, text)
    .filter((target) => isForwardWithin(file, target))
    .map((target) => `${file} imports ${target}`);

test("every file is in a room", () => {
  const known = [...flow, ...Object.keys(ends)];
  assert.deepEqual(
    files.filter((file) => !known.includes(roomOf(file)) && !/^[^/]+\.test\.ts$/.test(file)),
    [],
  );
});

test("imports point back along the flow, never forward", () => {
  assert.deepEqual(
    files.filter((file) => !file.endsWith(".test.ts")).flatMap((file) => forwardImports(file)),
    [],
  );
});

for (const [room, order] of Object.entries(within)) {
  const ofRoom = files.filter((file) => roomOf(file) === room && !isForTests(file));

  test(`every file of ${room} is in one of its rooms`, () => {
    const innerOf = (file: string) => (file.split("/").length > 2 ? file.split("/")[1]! : ".");
    assert.deepEqual(
      ofRoom.filter((file) => !order.includes(innerOf(file))),
      [],
    );
  });

  test(`within ${room} imports point back, never forward`, () => {
    assert.deepEqual(
      ofRoom.flatMap((file) => forwardWithin(file)),
      [],
    );
  });
}

const forms = {
  static: 'import { frame } from "../frames/frame.ts";',
  type: 'import type { Row } from "../frames/row.ts";',
  "re-export": 'export * from "../frames/row.ts";',
  "named re-export": 'export { frame } from "../frames/frame.ts";',
  dynamic: 'const { frame } = await import("../frames/frame.ts");',
  "type query": 'type Row = import("../frames/row.ts").Row;',
};
for (const [form, text] of Object.entries(forms)) {
  test(`a forward import is found: ${form}`, () => {
    assert.equal(forwardImports("models/planted.ts", text).length, 1);
    assert.equal(forwardImports("stats/planted.ts", text).length, 0);
  });
}

test("a forward import within a room is found, and one of what stands in the room itself is none", () => {
  assert.equal(forwardWithin("stats/numbers/planted.ts", 'import "../gap/gap.ts";').length, 1);
  assert.equal(forwardWithin("stats/gap/planted.ts", 'import "../numbers/rank.ts";').length, 0);
  assert.equal(forwardWithin("judges/asking/planted.ts", 'import type { Grade } from "../verdict.ts";').length, 0);
  assert.equal(forwardWithin("judges/verdict.ts", 'import type { A } from "./asking/a.ts";').length, 1);
});

test("nobody imports the command line, and only it imports the kernel", () => {
  const text = 'import "../kernel/a.ts"; import "../cli/b.ts";';
  assert.equal(forwardImports("report/planted.ts", text).length, 2);
  assert.equal(forwardImports("cli/planted.ts", text).length, 0);
  assert.equal(forwardImports("kernel/planted.ts", 'import "../stats/a.ts";').length, 1);
});
