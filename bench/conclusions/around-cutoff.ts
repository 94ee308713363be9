import { normal, random } from "../../src/lib/random.ts";
import { fillDesign } from "../../src/stats/design/design.ts";
import { simulateGroup } from "../../src/stats/design/simulate-group.ts";
import { estimate } from "../../src/stats/gap/estimate.ts";
import { cutoff } from "../../src/stats/gap/cutoff.ts";
import type { Gap } from "../../src/stats/gap/estimated-gap.ts";
import type { Row } from "../row.ts";

const sets = 300;

/**
 * Scenarios before and after the models' cutoffs with nothing to find: gaps of one scenario have a
 * draw in common, as where its published text is one more draw that all models are given.
 */
export function aroundCutoff(): Row[] {
  const designs: [scenarios: number, shared: number, across: boolean][] = [
    [4, 0, false],
    [4, 0.1, false],
    [12, 0, false],
    [12, 0.1, false],
    [12, 0.1, true],
    [20, 0.1, true],
  ];
  return designs.map(([scenarios, shared, across]) => row(scenarios, shared, across));
}

function row(count: number, shared: number, across: boolean): Row {
  const next = random(`cutoff ${count} ${shared} ${across}`);
  const filled = fillDesign({ k: 8, n: 50, rate: 0.5, gap: 0, tau: 0.8 });
  const scenarios = Array.from({ length: count }, (_, s) => ({ id: `s${s}`, source: dated(2000 + s) }));
  // Across: each model's cutoff lies between other scenarios; else all lie in the middle.
  const ends = Array.from({ length: 6 }, (_, m) => 2000 + (across ? ((m + 0.5) * count) / 6 : count / 2));
  const counts = { told: 0, rejected: 0 };
  for (let set = 0; set < sets; set++) {
    const gaps = scenarios.flatMap(({ id }) => {
      const moved = shared * normal(next);
      return ends.map((_, m) => gapOf(id, `m${m}`, estimate(simulateGroup(filled, next)), moved));
    });
    const { difference } = cutoff(gaps, scenarios, { cutoff: (model) => day(ends[Number(model.slice(1))]!) });
    if (difference === null) continue;
    counts.told++;
    counts.rejected += Number(difference.p < 0.05);
  }
  const rejects = counts.told === 0 ? 0 : (100 * counts.rejected) / counts.told;
  return {
    figure: `around the cutoff, ${count} scenarios × 6 models, ${across ? "cutoffs all along" : "one cutoff"}, scenarios' gaps SD ${100 * shared} points, no effect, ${sets} data sets`,
    measured: `p told in ${((100 * counts.told) / sets).toFixed(0)} %, of which ${rejects.toFixed(1)} % reject`,
    target: "at most 7 % (simulation error ± 2.5); too few scenarios: no p",
    met: rejects <= 9.5 && (count > 4 || counts.told === 0),
  };
}

const day = (year: number): string =>
  `${Math.floor(year)}-${String(1 + Math.floor((year % 1) * 12)).padStart(2, "0")}-15`;
const dated = (year: number) => ({ citation: "", url: "", published: `${year}-06-01`, bibtex: "" });

const gapOf = (scenario: string, model: string, { gap, ...rest }: ReturnType<typeof estimate>, moved: number): Gap =>
  ({ ...rest, scenario, model, outcome: "o", condition: "", gap: gap! + moved }) as unknown as Gap;
