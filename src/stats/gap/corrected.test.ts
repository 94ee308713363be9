import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf, trialsOf } from "../fixture.ts";
import { correctedGap, tippingPoint, type SidedErrors } from "./corrected.ts";
import { gap } from "./gap.ts";
import { provisional } from "./provisional.ts";

const near = (actual: number, expected: number, tolerance = 1e-10) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

const of = (successes: number, trials: number) => ({ successes, trials });
const errors = (hits: number, ones: number, passes: number, zeros: number) => ({
  sensitivity: of(hits, ones),
  specificity: of(passes, zeros),
});
const [found] = gap(countsOf([100, 200], [40, 100], [37, 100], [44, 100], [41, 100]));
const apart: SidedErrors = { published: errors(95, 100, 95, 100), paraphrase: errors(75, 100, 95, 100) };

test("each side is corrected by its own labels: a judge that misses more on one side makes no gap", () => {
  const { gap: estimate, bySide, ci, se, df } = correctedGap(found!, apart)!;
  const [published, paraphrase] = [(0.5 - 0.05) / 0.9, (found!.paraphrase! - 0.05) / 0.7];
  near(estimate, paraphrase - published);
  assert.equal(bySide, true);
  assert.ok(found!.ciLike![1] < 0 && ci[0] < 0 && ci[1] > 0);
  // The delta method by hand, with one label of each kind more.
  const v = (n: number, of: number) => ((n + 1) / (of + 2)) * (1 - (n + 1) / (of + 2)) / (of + 2); // prettier-ignore
  const half = found!.paraphraseCi![1] - found!.paraphrase!;
  const sampling = (half / 3.182446305284263) ** 2; // t of 3 df
  near(found!.paraphraseDf!, 3);
  const variance =
    sampling / 0.49 +
    (found!.gapSe! ** 2 - sampling) / 0.81 +
    (published ** 2 * v(95, 100) + (1 - published) ** 2 * v(95, 100)) / 0.81 +
    (paraphrase ** 2 * v(75, 100) + (1 - paraphrase) ** 2 * v(95, 100)) / 0.49;
  near(se, Math.sqrt(variance), 1e-6);
  assert.ok(df > found!.gapDf!);
});

test("alike on both sides it is the gap through one judge, as far as the judge is known", () => {
  const sure = errors(75e6, 1e8, 75e6, 1e8);
  const [sided, alike] = [correctedGap(found!, { published: sure, paraphrase: sure })!, correctedGap(found!, sure)!];
  near(sided.gap, alike.gap);
  near(sided.se, alike.se, 1e-6);
  assert.equal(alike.bySide, false);
  const [clustered] = gap(trialsOf({}));
  const both = correctedGap(clustered!, { published: sure, paraphrase: sure })!;
  near(both.se, correctedGap(clustered!, sure)!.se, 1e-5);
});

test("labels of the very trials say more than labels drawn apart; a judge no better than chance says nothing", () => {
  const drawn = {
    published: { ...apart.published, drawnFrom: 200 },
    paraphrase: { ...apart.paraphrase, drawnFrom: 400 },
  };
  const [drawnGap, other] = [correctedGap(found!, drawn)!, correctedGap(found!, apart)!];
  assert.equal(drawnGap.gap, other.gap);
  assert.ok(drawnGap.se < other.se);
  assert.equal(correctedGap(found!, { ...apart, paraphrase: errors(5, 10, 5, 10) }), null);
});

test("the tipping point: errors that far apart turn equal rates into this gap", () => {
  const { sensitivity, specificity } = tippingPoint(found!, apart.published)!;
  const rate = (0.5 - 0.05) / 0.9;
  near(rate * (0.95 + sensitivity!) + (1 - rate) * 0.05, found!.paraphrase!);
  // Passing more zeros than all cannot make so large a gap.
  assert.equal(specificity, null);
  const up = { gap: 0.2, published: 0.5 };
  assert.deepEqual(tippingPoint(up), { sensitivity: null, specificity: -0.4 });
  assert.equal(tippingPoint({ gap: null, published: 0.5 }), null);
});

const sidedErrors = (one: SidedErrors["published"], other: SidedErrors["paraphrase"], p: number | null) => {
  const side = (errors: SidedErrors["published"]) => {
    const counted = ({ successes, trials }: { successes: number; trials: number }) => ({
      successes,
      trials,
      rate: successes / trials,
      ci: [0, 1] as [number, number],
    });
    const { sensitivity, specificity } = errors;
    const known = sensitivity.trials > 0;
    return {
      n: sensitivity.trials + specificity.trials,
      drawnFrom: 400,
      sensitivity: known ? counted(sensitivity) : null,
      specificity: counted(specificity),
    };
  };
  const bySide = { published: side(one), paraphrase: side(other), equal: { sensitivity: null, specificity: null, p } };
  const kappa = { estimate: 0.9, se: 0.02, ci: [0.85, 0.95] as [number, number] };
  return [{ outcome: "o", judge: "j", labeller: "l", n: 100, kappa, bySide }];
};
const good = errors(98, 100, 98, 100);

for (const [what, judged, marked] of [
  ["whose errors differ", sidedErrors(apart.published, apart.paraphrase, 0.001), true],
  [
    "that its errors may have made, though no test shows them",
    sidedErrors(errors(19, 20, 19, 20), errors(15, 20, 19, 20), 0.2),
    true,
  ],
  ["that labels are too few to correct", sidedErrors(errors(0, 0, 19, 20), good, null), true],
  ["that holds when each side is corrected", sidedErrors(good, good, 1), false],
] as const)
  test(`a gap by a judge ${what} is ${marked ? "" : "not "}provisional`, () => {
    const [found] = gap(countsOf([100, 200], [40, 100], [37, 100], [44, 100], [41, 100]), { judged });
    assert.deepEqual(
      found!.provisional.map(({ why }) => why),
      marked ? ["errors by side"] : [],
    );
    assert.equal(
      found!.notes.filter((note) => note.startsWith("provisional: of o, judge j may err")).length,
      Number(marked),
    );
  });

test("what is no gap is provisional only by errors that are shown to differ", () => {
  assert.equal(provisional("o", { judged: sidedErrors(apart.published, apart.paraphrase, 0.001) }).length, 1);
  assert.equal(provisional("o", { judged: sidedErrors(apart.published, apart.paraphrase, 0.2) }).length, 0);
});
