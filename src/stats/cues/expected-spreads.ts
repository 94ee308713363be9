import { sizes, likely } from "../numbers/loosened.ts";
import type { Spread } from "../numbers/assisted-interval.ts";

/** A coefficient as its own data have it, and the part of the design that it is of. */
export interface Coefficient<Part> {
  part: Part;
  estimate: number;
  se: number;
}

/** Log ratios of the effects' variance to that of an estimate. */
const steps = Array.from({ length: 13 }, (_, i) => i - 4);

/**
 * What a coefficient of a part may be a draw from, as the other parts' coefficients say: normals
 * about 0 of one variance, with the uniform shrinkage prior, and now and then of a larger one.
 */
export function expectedSpreads<Part>(part: Part, all: readonly Coefficient<Part>[]): Spread[] {
  const others = all.filter((each) => each.part !== part && each.se > 0);
  const known = others.length > 0 ? others : all.filter(({ se }) => se > 0);
  const error = Math.sqrt(known.reduce((sum, { se }) => sum + se ** 2, 0) / known.length);
  const groups = [...Map.groupBy(others, (each) => each.part).values()];
  const nodes = steps.map((step) => {
    const sd = error * Math.exp(step / 2);
    const prior = -step - 2 * Math.log1p(Math.exp(-step));
    return { sd, log: groups.reduce((sum, group) => sum + logDensity(group, sd), prior) };
  });
  const best = Math.max(...nodes.map(({ log }) => log));
  const kept = nodes.filter(({ log }) => log - best > negligible);
  const total = kept.reduce((sum, { log }) => sum + Math.exp(log - best), 0);
  return kept.flatMap(({ sd, log }) =>
    scales.map(({ times, share }) => ({ sd: sd * times, weight: (share * Math.exp(log - best)) / total })),
  );
}

const negligible = Math.log(1e-3);

const scales = [
  { times: 1, share: 1 - sizes.length * likely },
  ...sizes.map((times) => ({ times, share: likely as number })),
];

/** Log density of a part's estimates, which are of one size, whichever that is. */
function logDensity(group: readonly Coefficient<unknown>[], sd: number): number {
  const logs = scales.map(({ times, share }) =>
    group.reduce((sum, { estimate, se }) => {
      const variance = (times * sd) ** 2 + se ** 2;
      return sum - (Math.log(variance) + estimate ** 2 / variance) / 2;
    }, Math.log(share)),
  );
  const best = Math.max(...logs);
  return best + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - best), 0));
}
