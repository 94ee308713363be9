import { dollars, whole } from "../src/lib/number-text.ts";
import type { Options } from "./options.ts";
import type { Row } from "./row.ts";
import { checked } from "./simulation/check.ts";
import { february, tiers, usual } from "./simulation/february.ts";
import { hoursOf } from "./simulation/hours.ts";

/**
 * Hours and USD of the February 2026 design, and of a hundredfold of it, on paper; and the same
 * reckoning beside real runs at small scale (`--part check`).
 */
export async function benchSimulation({ part }: Options): Promise<Row[]> {
  if (part !== undefined && part !== "paper" && part !== "check")
    throw new Error(`no part "${part}": there are paper, check`);
  return [...(part === "check" ? [] : paper()), ...(part === "paper" ? [] : await checked())];
}

function paper(): Row[] {
  return february([1, 100]).flatMap(({ trials, models, usd, usdByBatch }) => {
    const what = `${whole(trials)} trials of ${models.length} models`;
    const rows = Object.entries(tiers).map(([tier, { usdPerMonth, ...limits }]): Row => {
      const hours = [1, 5, 20, 50, 200].map(
        (workers) => `${workers}: ${inHours(hoursOf(models, limits, { ...usual, workers }))}`,
      );
      const months = usd > usdPerMonth ? `; above the tier's ${dollars(usdPerMonth)} a month` : "";
      return {
        figure: `${what}, limits of tier ${tier}, by workers of ${usual.concurrency} at a time`,
        measured: `${dollars(usd)}, ${hours.join(", ")}${months}`,
        target: "",
        met: null,
      };
    });
    const batches = Math.ceil(Math.max(...models.map(({ calls }) => calls)) / 100_000);
    const measured = `${dollars(usdByBatch)}, within 24 h whatever the workers (${batches} to a model)`;
    return [...rows, { figure: `${what}, by batch`, measured, target: "", met: null }];
  });
}

const inHours = (hours: number): string =>
  hours < 1 ? `${(60 * hours).toFixed(hours < 0.1 ? 1 : 0)} min` : `${hours.toFixed(1)} h`;
