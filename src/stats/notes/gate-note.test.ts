import assert from "node:assert/strict";
import { test } from "node:test";
import type { GateFacts } from "../../judges/gate/gate-record.ts";
import { countsOf } from "../fixture.ts";
import { gap } from "../gap/gap.ts";

const data = countsOf([40, 50], [20, 50], [25, 50], [15, 50]);
const { scenario } = gap(data)[0]!;
const passed: GateFacts = { scenario, rejected: [], unseen: [], timesAsLong: null };
const more = (facts: Partial<GateFacts>) => {
  const plain = gap(data)[0]!.notes;
  return gap(data, { gate: [{ ...passed, ...facts }] })[0]!.notes.filter((note) => !plain.includes(note));
};

for (const [what, facts, notes] of [
  ["passed wordings", {}, []],
  ["a rejected wording", { rejected: ["w1"] }, [/^the gate rejected w1: parallax check says why$/]],
  ["wordings it never saw", { unseen: ["w1", "w2"] }, [/^the gate never saw w1, w2 as asked here/]],
  ["a published text that is longer", { timesAsLong: 3.14 }, [/^the published text is 3\.1 times as long/]],
  ["one that is about as long", { timesAsLong: 1.2 }, []],
  ["another scenario's", { scenario: "another", rejected: ["w1"] }, []],
  ["a wording that is not in the gap", { rejected: ["elsewhere"] }, []],
] as const satisfies [string, Partial<GateFacts> | object, readonly RegExp[]][])
  test(`each gap says of the gate: ${what}`, () => {
    const found = more(facts as Partial<GateFacts>);
    assert.equal(found.length, notes.length, found.join("\n"));
    for (const [i, note] of notes.entries()) assert.match(found[i]!, note);
  });
