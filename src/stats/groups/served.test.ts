import assert from "node:assert/strict";
import test from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import { gap } from "../gap/gap.ts";

const rows = (servedModel: (epoch: number) => string) =>
  ["published", "p1", "p2", "p3"].flatMap((wording) =>
    Array.from({ length: 4 }, (_, epoch) =>
      rowOf({
        trial: `${wording} ${epoch}`,
        wording,
        arm: wording === "published" ? "recognizable" : "paraphrase",
        published: wording === "published",
        value: epoch % 2,
        servedModel: servedModel(epoch),
      }),
    ),
  );

test("a model that was not served by one throughout is said beside its gap", () => {
  const [found] = gap(rows((epoch) => (epoch < 3 ? "m-2026-01" : "m-2026-02")));
  assert.deepEqual(found!.served, [
    {
      model: "m",
      as: [
        { name: "m-2026-01", trials: 12 },
        { name: "m-2026-02", trials: 4 },
      ],
    },
  ]);
  assert.ok(found!.notes.some((note) => /not served by one model .*m-2026-01 \(12 trials\), m-2026-02 \(4/.test(note)));
});

for (const [name, served] of [
  ["one throughout", () => "m-2026-01"],
  ["what a provider did not say", (epoch: number) => (epoch === 0 ? "" : "m-2026-01")],
] as const)
  test(`nothing is said of ${name}`, () => assert.deepEqual(gap(rows(served))[0]!.served, []));
