import { random, type Random } from "../../src/lib/random.ts";
import { predictionPowered } from "../../src/stats/agreement/prediction-powered.ts";
import { tQuantile } from "../../src/stats/numbers/distributions.ts";
import type { Row } from "../row.ts";

const sets = 2000;

/**
 * Prediction-powered means from few labels, drawn evenly and drawn evenly over arms of unequal
 * size: coverage, and how many intervals leave [0, 1], beside Welch's t about the same estimate.
 */
export function labelsDrawn(): Row[] {
  const designs: [n: number, rest: number, rate: number, sensitivity: number, specificity: number][] = [
    [10, 400, 0.1, 0.9, 0.95],
    [20, 400, 0.1, 0.9, 0.95],
    [40, 400, 0.1, 0.9, 0.95],
    [20, 100, 0.1, 0.6, 0.8],
    [20, 400, 0.3, 0.9, 0.9],
    [20, 400, 0.5, 1, 1],
    [100, 1000, 0.1, 0.9, 0.95],
  ];
  const arms: [number, number][][] = [
    [[50, 0.6], [400, 0.2]],
    [[40, 0.3], [500, 0.1]],
    [[60, 0.1], [400, 0.02]],
    [[80, 0.5], [300, 0.1]],
  ]; // prettier-ignore
  return [...designs.map(even), ...arms.flatMap((sizes) => [10, 20, 30].map((each) => byArm(each, sizes)))];
}

interface Counted {
  interval: number;
  t: number;
  out: number;
  /** Sum of how far estimates are off. */
  off: number;
}

function even([n, rest, rate, sensitivity, specificity]: [number, number, number, number, number]): Row {
  const next = random(`labels drawn ${n} ${rest} ${rate} ${sensitivity}`);
  const counted: Counted = { interval: 0, t: 0, out: 0, off: 0 };
  const judged = (truth: number) => flip(next, truth ? sensitivity : 1 - specificity);
  for (let set = 0; set < sets; set++) {
    const labels = Array.from({ length: n }, () => flip(next, rate));
    const judge = labels.map(judged);
    const others = Array.from({ length: rest }, () => judged(flip(next, rate)));
    count(counted, predictionPowered(labels, judge, others), rate);
  }
  return row(
    `${n} labels of ${n + rest}, rate ${rate}, sensitivity ${sensitivity}, specificity ${specificity}`,
    counted,
  );
}

/** As many labels of the few published trials as of the many paraphrased ones. */
function byArm(each: number, sizes: readonly [number, number][]): Row {
  const next = random(`labels drawn by arm ${each} ${sizes}`);
  const [counted, unweighted]: Counted[] = [{ interval: 0, t: 0, out: 0, off: 0 }, { interval: 0, t: 0, out: 0, off: 0 }]; // prettier-ignore
  const judged = (truth: number) => flip(next, truth ? 0.9 : 0.05);
  const mean = sizes.reduce((sum, [n, rate]) => sum + n * rate, 0) / sizes.reduce((sum, [n]) => sum + n, 0);
  for (let set = 0; set < sets; set++) {
    const arms = sizes.map(([n, rate]) => Array.from({ length: n }, () => flip(next, rate)));
    const labels = arms.flatMap((arm) => arm.slice(0, each));
    const judge = labels.map(judged);
    const others = arms.flatMap((arm) => arm.slice(each)).map(judged);
    const probabilities = arms.flatMap((arm) => arm.slice(0, each).map(() => each / arm.length));
    count(counted!, predictionPowered(labels, judge, others, { probabilities }), mean);
    count(unweighted!, predictionPowered(labels, judge, others), mean);
  }
  const without = `; unweighted ${percent(unweighted!.interval)} %, off by ${offBy(unweighted!)}`;
  const of = sizes.map(([n, rate]) => `${n} trials at ${100 * rate} %`).join(" and ");
  return row(`${each} labels of either arm, ${of}`, counted!, without);
}

function count(counted: Counted, found: ReturnType<typeof predictionPowered>, truth: number): void {
  const { ci, estimate, se, df } = found;
  const half = se > 0 ? tQuantile(0.975, Number.isNaN(df) ? 1e6 : df) * se : 0;
  counted.off += estimate - truth;
  counted.interval += Number(ci !== null && ci[0] <= truth && truth <= ci[1]);
  counted.t += Number(Math.abs(estimate - truth) <= half);
  counted.out += Number(ci !== null && (ci[0] < 0 || ci[1] > 1));
}

const row = (what: string, counted: Counted, more = ""): Row => ({
  figure: `prediction-powered mean, ${what}, ${sets} data sets: covers`,
  measured: `${percent(counted.interval)} %, off by ${offBy(counted)}, ${percent(counted.out)} % leave [0, 1]; Welch's t ${percent(counted.t)} %${more}`,
  target: "94 % or more, none",
  met: counted.interval / sets >= 0.94 && counted.out === 0,
});

const offBy = ({ off }: Counted): string => `${((100 * off) / sets).toFixed(1)} points`;
const percent = (counted: number): string => ((100 * counted) / sets).toFixed(1);
const flip = (next: Random, p: number): number => Number(next() < p);
