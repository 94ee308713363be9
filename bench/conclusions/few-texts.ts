import { random } from "../../src/lib/random.ts";
import { fillDesign } from "../../src/stats/design/design.ts";
import { simulateGroup } from "../../src/stats/design/simulate-group.ts";
import { estimate } from "../../src/stats/gap/estimate.ts";
import type { Row } from "../row.ts";

const sets = 1500;

/** The headline test where two to five paraphrases say how far wordings differ. */
export function fewTexts(): Row[] {
  const designs: [n: number, spread: number][] = [
    [50, 0.8],
    [200, 0.8],
    [400, 1.2],
    [800, 1.5],
    [1000, 2],
  ];
  return [2, 3, 4, 5].flatMap((k) => designs.map(([n, spread]) => row(k, n, spread)));
}

function row(k: number, n: number, spread: number): Row {
  const next = random(`few texts ${k} ${n} ${spread}`);
  const filled = fillDesign({ k, n, rate: 0.5, gap: 0, tau: spread });
  let rejected = 0;
  for (let set = 0; set < sets; set++) rejected += Number(estimate(simulateGroup(filled, next)).gapP! < 0.05);
  const most = { 2: 13, 3: 12, 4: 10 }[k] ?? 8;
  const rejects = (100 * rejected) / sets;
  return {
    figure: `K = ${k}, n = ${n}, logit SD ${spread}, no gap on average, ${sets} data sets: headline test`,
    measured: `rejects ${rejects.toFixed(1)} %`,
    target: `0 to ${most} %, as the note beside it says (simulation error ± 1.4)`,
    met: rejects <= most + 1.4,
  };
}
