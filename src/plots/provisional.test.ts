import assert from "node:assert/strict";
import test from "node:test";
import { countsOf, trialsOf } from "../stats/fixture.ts";
import { flips } from "../stats/wordings/flips.ts";
import { dose } from "../stats/wordings/dose.ts";
import { gap } from "../stats/gap/gap.ts";
import { judgeAgreement } from "../stats/agreement/judge-agreement.ts";
import { mediation } from "../stats/wordings/mediation.ts";
import { leastKappa } from "../stats/gap/provisional.ts";
import { beside } from "./figures/beside.ts";
import { flipBars } from "./figures/flip-bars.ts";
import { gapForest } from "./figures/gap-forest.ts";
import { heatMap } from "./figures/heat-map.ts";
import { ladder } from "./figures/ladder.ts";
import { recognitionScatter } from "./figures/recognition-scatter.ts";
import { slopes } from "./figures/slopes.ts";
import { wordingSpread } from "./figures/wording-spread.ts";

const cells = countsOf([20, 25], [12, 25], [9, 25], [14, 25], [11, 25], [10, 25]);
const agreeing = (wrong: number) =>
  judgeAgreement(
    {
      grades: Array.from({ length: 20 }, (_, i) => ({
        trial: `${i}`,
        outcome: "o",
        judge: "a judge",
        hash: "h",
        status: "scored" as const,
        value: i % 2,
        evidence: null,
      })),
    },
    Array.from({ length: 20 }, (_, i) => ({
      trial: `${i}`,
      outcome: "o",
      label: i < wrong ? 1 - (i % 2) : i % 2,
      labeller: "ada",
      reason: "",
    })),
  );
const textOf = (figure: object) => JSON.stringify(figure).replace(/<br>|\u00a0/g, " ");

test("a judge below the threshold marks its gaps as provisional: in the notes, and on the figures", () => {
  const [found] = gap(cells, { judged: agreeing(6) });
  assert.match(
    found!.notes.at(-1)!,
    /^provisional: of o, judge a judge and labeller ada agree by κ 0\.40 \[.*\(n = 20\), below 0\.61/,
  );
  assert.equal(leastKappa, 0.61);
  const forest = gapForest([found!]);
  assert.match(forest.alt!, /Provisional\.$/);
  assert.match(textOf(forest), /· provisional/);
  for (const drawn of [forest, wordingSpread(found!), slopes([found!]), heatMap([found!]), beside(found!, found!)])
    assert.match(textOf(drawn), /Provisional: of o, judge/);
});

test("a ladder and a mediation are as provisional as the gaps of their outcomes", () => {
  const judged = agreeing(6);
  const [found] = gap(cells, { judged });
  const seen = cells.map((cell, i) => ({ ...cell, outcome: "seen", successes: 20 - 3 * i }));
  const drawn = [
    ladder(dose(cells, { distance: (wording) => Number(wording.wording.slice(1)), judged })[0]!),
    recognitionScatter(mediation(found!, gap(seen)[0]!)!),
    recognitionScatter(mediation(gap(seen)[0]!, found!)!),
  ];
  for (const each of drawn) assert.match(textOf(each), /Provisional: of o, judge/);
  const [other] = gap(cells);
  assert.doesNotMatch(textOf(recognitionScatter(mediation(other!, gap(seen)[0]!)!)), /Provisional/);
});

test("flips are as provisional as gaps of their outcome", () => {
  const judged = agreeing(6).map((each) => ({ ...each, outcome: "did" }));
  const rows = trialsOf({ k: 2, inputs: 12, epochs: 1 });
  assert.match(textOf(flipBars(flips(rows, { judged }))), /Provisional: of did, judge a judge/);
  assert.doesNotMatch(textOf(flipBars(flips(rows))), /Provisional/);
});

test("a judge above it, another threshold, another outcome, or no labels: nothing is marked", () => {
  for (const options of [{}, { judged: agreeing(1) }, { judged: agreeing(6), leastKappa: 0.3 }]) {
    const [found] = gap(cells, options);
    assert.deepEqual(found!.provisional, []);
    assert.ok(!/provisional/i.test(textOf(gapForest([found!]))));
  }
  const [other] = gap(cells, { judged: agreeing(6).map((each) => ({ ...each, outcome: "hid" })) });
  assert.deepEqual(other!.provisional, []);
});
