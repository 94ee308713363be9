import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf } from "../fixture.ts";
import { gap, type Gap } from "../gap/gap.ts";
import { gapNotes } from "./gap-notes.ts";

const [plain] = gap(countsOf([20, 40], ...Array.from({ length: 20 }, (_, i) => [4 + i, 40] as const)));

const kappa = { estimate: 0.4, ci: [0.01, 0.79] as [number, number] };
const judge = { why: "agreement" as const, outcome: "o", judge: "j", labeller: "ada", n: 20, leastKappa: 0.61 };
const labelled = { n: 20, drawnFrom: 40, sensitivity: null, specificity: null };
const apart = {
  why: "errors by side" as const,
  outcome: "o",
  judge: "j",
  labeller: "ada",
  n: 40,
  bySide: { published: labelled, paraphrase: labelled, equal: { sensitivity: null, specificity: null, p: 0.01 } },
};

/** One fact each, and how its note begins. */
const said: [Partial<Gap>, RegExp][] = [
  [{ contrast: { column: "year", plus: ["2025"], minus: ["2024"] } }, /^year 2025 − 2024: a wording's rate is this/],
  [{ pooled: [{ column: "condition", levels: ["a", "b"], contrasted: false }] }, /^averaged over condition \(a, b\): /],
  [{ clustering: { inputs: 7, paired: true, partial: 0 } }, /^7 inputs: .*the sides are paired by input$/],
  [{ clustering: { inputs: 7, paired: false, partial: 0 } }, /^7 inputs: .*which are not paired$/],
  [{ readOff: true }, /^rates were read off the model/],
  [{ standIns: [{ wording: "w1", se: 0.01, from: "its trials", trials: 86 }] }, /^w1: .* 1\.00 points.*n = 86/],
  [{ standIns: [{ wording: "w1", se: null, from: null, trials: null }] }, /^w1: .*no interval can be given$/],
  [{ leans: true }, /^wordings weigh by their printed standard errors/],
  [{ variance: "sampling" }, /^the paraphrases differ by no more than chance/],
  [{ heldToThese: true }, /^the interval for wordings like these would be narrower/],
  [{ unequalTrials: "fewer" }, /^the published wording has fewer trials/],
  [{ unequalTrials: "more" }, /^the published wording has three times the trials/],
  [{ band: "binomial" }, /^the prediction interval is the binomial model's/],
  [{ predictionInterval: [-0.1, 0.5] }, /^the prediction interval runs beyond 0 or 100 %/],
  [{ published: null }, /^nothing stands for the published side/],
  [{ k: 0 }, /^no paraphrase here/],
  [{ k: 1 }, /^one paraphrase: /],
  [{ k: 4 }, /^fewer than 6 paraphrases: /],
  [{ rankFloor: 0.2 }, /^the rank p cannot fall below its floor/],
  [{ publishedN: 24 }, /^fewer than 5 trials of one kind/],
  [
    { publishedN: 840, wordings: plain!.wordings.map((each) => ({ ...each, published: true })) },
    /^21 published wordings: /,
  ],
  [{ ciLike: [-1.5, 1.5] }, /from −100 to \+100 points/],
  [{ ciLike: [-2.5, 2.5], isDifference: true }, /from −200 to \+200 points/],
  [{ smoothed: true }, /^a wording at 0 of n or n of n .* not certainty$/],
  [{ smoothed: true, clustered: true }, /^a wording at 0 of n or n of n .*; it is widened/],
  [
    { provisional: [{ ...judge, kappa }] },
    /^provisional: of o, judge j .* κ 0\.40 \[0\.01, 0\.79\] \(n = 20\), below 0\.61$/,
  ],
  [{ provisional: [{ ...judge, kappa: null }] }, /^provisional: .*κ cannot be told$/],
  [
    {
      provisional: [
        { ...apart, corrected: { gap: 0.02, ci: [-0.1, 0.14] }, tipping: { sensitivity: -0.2, specificity: null } },
      ],
    },
    /^provisional: of o, judge j may err otherwise on one side.*p of equal errors 0\.010; a sensitivity −20\.0 points apart would make this gap by itself; corrected .* \+2\.0 points \[−10\.0, \+14\.0\]$/,
  ],
  [
    { floors: [{ difference: 0.02, ci: [-0.05, 0.09], floor: 0.07, n: [40, 40] }] },
    /^A\/A: .* by 2\.0 points \[−5\.0, 9\.0\]/,
  ],
  [{ floors: [{ difference: 0, ci: null, floor: null, n: [40, 40] }] }, /^A\/A: .*no noise to measure/],
];

test("a gap of enough wordings and trials has nothing to be said of it", () => assert.deepEqual(gapNotes(plain!), []));

for (const [fact, note] of said)
  test(`a fact makes one note: ${note.source}`, () => {
    const notes = gapNotes({ ...plain!, ...fact });
    assert.equal(notes.filter((each) => note.test(each)).length, 1, notes.join("\n"));
    assert.equal(notes.length, 1, notes.join("\n"));
  });

test("inputs that some wordings lack are said beside how errors are clustered", () => {
  const notes = gapNotes({ ...plain!, clustering: { inputs: 7, paired: true, partial: 2 } });
  assert.match(notes[1]!, /^2 of the wordings: trials of only some inputs/);
});
