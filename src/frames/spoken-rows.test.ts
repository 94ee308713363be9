import assert from "node:assert/strict";
import test from "node:test";
import { gap } from "../stats/gap/gap.ts";
import { resultsOf, rowOf } from "./fixture.ts";
import { rows } from "./rows.ts";
import { spokenRows } from "./spoken-rows.ts";

test("what was said becomes an outcome of its own: once a trial, unscored where nothing was said", () => {
  const said = { recognised: "study", evalAware: "evaluation", ownFate: 1 };
  const silent = { recognised: "", evalAware: "", ownFate: NaN };
  const found = spokenRows([
    rowOf({ trial: "a", outcome: "did", ...said }),
    rowOf({ trial: "a", outcome: "hid", ...said }),
    rowOf({ trial: "b" }),
    rowOf({ trial: "c", evalAware: "real" }),
    rowOf({ trial: "d", ...silent }),
    rowOf({ trial: "e", elicit: "choice", ...silent }),
  ]);
  assert.deepEqual(
    found.map(({ outcome, trial, value, status }) => `${outcome} ${trial} ${value} ${status}`),
    ["recognised", "eval-aware", "own-fate"].flatMap((outcome) => [
      `${outcome} a 1 scored`,
      `${outcome} b 0 scored`,
      `${outcome} c 0 scored`,
      `${outcome} d NaN unscored`,
    ]),
  );
});

test("results without it have empty columns; the gap of what is said is a gap like any other", () => {
  const [row] = rows(resultsOf([["paraphrase", "p", "yes"]]));
  assert.deepEqual([row!.recognised, row!.evalAware, row!.ownFate], ["", "", NaN]);
  const trials = ["w0", "w1", "w2"].flatMap((wording, w) =>
    Array.from({ length: 10 }, (_, i) =>
      rowOf({
        trial: `${wording} ${i}`,
        wording,
        arm: w === 0 ? "recognizable" : "paraphrase",
        published: w === 0,
        evalAware: i < (w === 0 ? 8 : 3) ? "evaluation" : "neither",
      }),
    ),
  );
  const aware = gap(spokenRows(trials)).find(({ outcome }) => outcome === "eval-aware")!;
  assert.ok(Math.abs(aware.gap! + 0.5) < 1e-9);
});
