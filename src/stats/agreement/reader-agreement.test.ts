import assert from "node:assert/strict";
import { test } from "node:test";
import type { Mark } from "../../scenarios/reading/mark.ts";
import { textId } from "../../scenarios/reading/text-id.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { agreement } from "./agreement.ts";
import { readerAgreement } from "./reader-agreement.ts";

const scenario = loadScenario("insider-trading", { verbatim: false });
const texts = scenario.wordings.filter(({ arm }) => arm !== "edit").slice(0, 6);
const marksBy = (reader: string, values: (number | null)[], of = textId): Mark[] =>
  values.flatMap((mark, i) =>
    mark === null
      ? []
      : [
          {
            wording: texts[i]!.id,
            text: of(texts[i]!),
            reader,
            by: "model",
            check: "decision",
            mark: mark as 2,
            why: "",
          },
        ],
  );
const [first, second] = [
  [2, 2, 1, 0, 2, 1],
  [2, 1, 1, 0, 2, null],
];

test("readers' marks are counted, and agree as the same grades do: plainly, and by linear distances", () => {
  const found = readerAgreement([{ ...scenario, marks: [...marksBy("a", first), ...marksBy("b", second)] }]);
  assert.deepEqual(
    found.marks.map(({ reader, counts }) => [reader, ...counts]),
    [
      ["a", 1, 2, 3],
      ["b", 1, 2, 2],
    ],
  );
  const [pair] = found.pairs;
  assert.deepEqual([found.pairs.length, pair!.readers, pair!.n, pair!.missing], [1, ["a", "b"], 5, 1]);
  assert.deepEqual(pair!.kappa, agreement(second, first).kappa);
  assert.deepEqual(pair!.weighted, agreement(second, first, { distance: "linear" }).kappa);
  assert.ok(pair!.weighted!.estimate > pair!.kappa!.estimate);
});

test("marks of an earlier text count for nobody", () => {
  const earlier = marksBy("a", first, () => "0123456789ab");
  assert.deepEqual(readerAgreement([{ ...scenario, marks: earlier }]), { marks: [], pairs: [] });
});
