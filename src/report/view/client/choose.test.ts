import assert from "node:assert/strict";
import { test } from "node:test";
import { fields, type Coded, type Field, type IndexTable } from "../index-table.ts";
import { readAddress, writeAddress } from "./address.ts";
import { align } from "./align.ts";
import { nearest } from "./beside.ts";
import { choose, countsOf } from "./choose.ts";

const column = (...texts: string[]): Coded => {
  const values = [...new Set(texts)];
  return { values, codes: texts.map((text) => values.indexOf(text)) };
};
const same = column("x", "x", "x", "x");
const columns = Object.fromEntries(fields.map((field) => [field, same])) as Record<Field, Coded>;
const table: IndexTable = {
  run: "r",
  notes: [],
  ids: ["a", "b", "c", "d"],
  epochs: [1, 2, 1, 2],
  columns: { ...columns, arm: column("base", "base", "paraphrase", "edit"), wording: column("w", "w", "p", "e") },
  outcomes: [
    { id: "acts", headline: true, values: [1, 0, 0.4, null], disputed: [2] },
    { id: "tells", headline: false, values: [-1, -1, 1, 0], disputed: [] },
  ],
};
const none = new Uint8Array(4);

for (const [filters, expected] of [
  [{}, [0, 1, 2, 3]],
  [{ wording: "w" }, [0, 1]],
  [{ wording: "never" }, []],
  [{ outcome: "tells" }, [2, 3]],
  [{ value: "1" }, [0, 2]],
  [{ outcome: "acts", value: "1" }, [0]],
  [{ outcome: "acts", value: "between" }, [2]],
  [{ value: "unscored" }, [3]],
  [{ disputed: "yes" }, [2]],
  [{ outcome: "tells", disputed: "yes" }, []],
  [{ q: "EDIT" }, [3]],
  [{ trials: "d,a,elsewhere" }, [0, 3]],
  [{ trials: "d,a", outcome: "tells" }, [3]],
] as const)
  test(`trials that fit ${JSON.stringify(filters)}`, () => assert.deepEqual(choose(table, filters, none), expected));

test("a trial also fits the words searched for where its replies have them", () => {
  assert.deepEqual(choose(table, { q: "edit" }, Uint8Array.of(1, 0, 0, 0)), [0, 3]);
});

test("each choice of a filter is counted as the others leave it", () => {
  assert.deepEqual(countsOf(table, { wording: "w", arm: "paraphrase" }, none, "arm"), [["base", 2]]);
  assert.deepEqual(countsOf(table, {}, none, "outcome"), [["acts", 4], ["tells", 2]]); // prettier-ignore
  assert.deepEqual(countsOf(table, { outcome: "acts" }, none, "value"), [["0", 1], ["1", 1], ["between", 1], ["unscored", 1]]); // prettier-ignore
});

test("beside a rewording stands the published side of its epoch, beside that the first paraphrase", () => {
  assert.deepEqual([0, 1, 2, 3].map((place) => nearest(table, place)), [2, 2, 0, 1]); // prettier-ignore
});

test("an address comes back as it was written", () => {
  const shown = { filters: { model: "a b&c=d", q: "#x" }, trial: "t", beside: "" };
  assert.deepEqual(readAddress(writeAddress(shown)), shown);
});

test("conversations face each other by role and by reply; what one side lacks is left blank", () => {
  const said = (...names: string[]) =>
    names.map((name) => ({ kind: "said" as const, name, note: "", text: "", length: 0, marks: [] }));
  const names = (left: string[], right: string[]) =>
    align(said(...left), said(...right)).map((pair) => pair.map((each) => each?.name ?? "").join("|"));
  assert.deepEqual(names(["system", "user"], ["system", "user"]), ["system|system", "user|user"]);
  assert.deepEqual(names(["user", "end"], ["system", "user", "end"]), ["|system", "user|user", "end|end"]);
  assert.deepEqual(names(["system", "user", "more"], ["user"]), ["system|", "user|user", "more|"]);
  assert.deepEqual(names(["a", "b"], ["b", "a"]), ["a|", "b|b", "|a"]);
});
