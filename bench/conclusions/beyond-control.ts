import { random } from "../../src/lib/random.ts";
import { fillDesign } from "../../src/stats/design/design.ts";
import { simulateGroup } from "../../src/stats/design/simulate-group.ts";
import { did } from "../../src/stats/gap/did.ts";
import { estimate } from "../../src/stats/gap/estimate.ts";
import type { Row } from "../row.ts";

const sets = 1500;

/**
 * A gap less its control's where there is nothing to find: on average, and where both published
 * texts are ordinary draws from their rewordings. Each test under its own null.
 */
export function beyondControl(): Row[] {
  const designs: [k: number, n: number, rate: number, tau: number][] = [
    [3, 50, 0.5, 0.8],
    [8, 50, 0.5, 0.8],
    [8, 200, 0.5, 0.8],
    [8, 50, 0.15, 0.8],
    [20, 50, 0.5, 0.8],
  ];
  return designs.map(([k, n, rate, tau]) => row(k, n, rate, tau));
}

function row(k: number, n: number, rate: number, tau: number): Row {
  const next = random(`beyond control ${k} ${n} ${rate} ${tau}`);
  const filled = fillDesign({ k, n, rate, gap: 0, tau });
  const estimateOf = (drawn: boolean) =>
    estimate(simulateGroup(filled, next, { published: drawn ? "drawn" : "fixed" }));
  const counts = { average: 0, draws: 0, misread: 0 };
  for (let set = 0; set < sets; set++) {
    counts.average += Number(did(estimateOf(false), estimateOf(false)).onAverage!.p < 0.05);
    const { onAverage, asDraws } = did(estimateOf(true), estimateOf(true));
    counts.draws += Number(asDraws!.p < 0.05);
    counts.misread += Number(onAverage!.p < 0.05);
  }
  const percent = (count: number) => (100 * count) / sets;
  const [average, draws] = [percent(counts.average), percent(counts.draws)];
  return {
    figure: `gap less its control's, K = ${k}, n = ${n}, mean ${100 * rate} %, logit SD ${tau}, ${sets} data sets`,
    measured: `on average rejects ${average.toFixed(1)} %, as draws ${draws.toFixed(1)} %; on average where both texts are draws ${percent(counts.misread).toFixed(1)} %`,
    target: "3 to 7 % each under its own null (simulation error ± 1.1)",
    met: [average, draws].every((found) => found >= 1.9 && found <= 8.1),
  };
}
