import { chooseRows } from "../../src/lib/d-optimal/choose-rows.ts";
import type { DesignRow } from "../../src/lib/d-optimal/quality.ts";
import { normal, type Random } from "../../src/lib/random.ts";
import type { CsvCell } from "../../src/stats/csv/csv-cell.ts";

/** Factors of a text and their numbers of levels; the first level leaves it as it is. */
export const factors: Record<string, number> = {
  names: 2,
  laboratory: 2,
  order: 2,
  form: 3,
  register: 3,
  length: 3,
  review: 2,
  placeholders: 2,
};

const names = Object.keys(factors);
const bases = 5;

const designs = new Map<number, DesignRow[]>();

/** A design of so many texts, the same each time. */
export function designFor(n: number): DesignRow[] {
  const known = designs.get(n) ?? chooseRows({ levels: Object.values(factors), blocks: bases, n, seed: 1 });
  designs.set(n, known);
  return known;
}

/** What a subject does: log odds of the value 1 on a text with these levels, and its spreads. */
export interface Subject {
  logit(levels: Record<string, number>, base: number): number;
  /** SD between texts beyond that, in log odds. */
  wordingSd: number;
}

/** Rates of one study of a subject: a cell a text, `trials` trials each. */
export function study(subject: Subject, rows: readonly DesignRow[], trials: number, next: Random): CsvCell[] {
  return rows.map((row, i) => {
    const levels = Object.fromEntries(names.map((name, f) => [name, row.levels[f]!]));
    const rate = logistic(subject.logit(levels, row.block) + subject.wordingSd * normal(next));
    let successes = 0;
    for (let t = 0; t < trials; t++) successes += Number(next() < rate);
    return cellOf(levels, row.block, { wording: `w${i}`, successes, trials });
  });
}

function cellOf(
  levels: Record<string, number>,
  base: number,
  figures: Pick<CsvCell, "wording" | "successes" | "trials">,
): CsvCell {
  const changes = names.map((name) => [`change.${name}`, `l${levels[name]}`] as const);
  const changed = names.filter((name) => levels[name]! > 0).join(" ");
  const extra = { base: `b${base}`, changed, simulated: "true", ...Object.fromEntries(changes) };
  const place = { scenario: "s", condition: "", model: "simulated/subject", outcome: "did", arm: "perturbation" };
  return { ...place, ...figures, rate: null, se: null, extra };
}

/** True effects: differences of rates averaged over all combinations of levels and bases. */
export interface Truth {
  /** By factor and level, less the first level's. */
  single: Record<string, number>;
  /** What two levels do together beyond what each does. */
  joint(both: readonly [string, string], at: readonly [string, string]): number;
}

/** Averages of the subject's rates, for single factors and for pairs that are asked for. */
export function truth({ logit, wordingSd }: Subject): Truth {
  const rates = grid.map((levels) => {
    let sum = 0;
    for (let base = 0; base < bases; base++) sum += meanLogistic(logit(levels, base), wordingSd);
    return sum / bases;
  });
  /** The mean rate where these factors are at these levels. */
  const mean = (at: Record<string, number>) => {
    const asked = Object.entries(at);
    let [sum, n] = [0, 0];
    for (const [i, levels] of grid.entries())
      if (asked.every(([name, level]) => levels[name] === level)) [sum, n] = [sum + rates[i]!, n + 1];
    return sum / n;
  };
  const single = names.flatMap((name) =>
    Array.from({ length: factors[name]! }, (_, level) => [
      `${name} l${level}`,
      mean({ [name]: level }) - mean({ [name]: 0 }),
    ]),
  );
  return {
    single: Object.fromEntries(single) as Record<string, number>,
    joint: ([first, second], both) => {
      const [one, two] = both.map((level) => Number(level.slice(1))) as [number, number];
      const at = (a: number, b: number) => mean({ [first]: a, [second]: b });
      return at(one, two) - at(one, 0) - at(0, two) + at(0, 0);
    },
  };
}

/** All combinations of levels. */
const grid = names.reduce<Record<string, number>[]>(
  (all, name) =>
    all.flatMap((head) => Array.from({ length: factors[name]! }, (_, level) => ({ ...head, [name]: level }))),
  [{}],
);

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Mean of the logistic over a normal spread, by nine points. */
function meanLogistic(x: number, sd: number): number {
  let [sum, weight] = [0, 0];
  for (let z = -3; z <= 3; z += 0.75) {
    const density = Math.exp((-z * z) / 2);
    sum += density * logistic(x + sd * z);
    weight += density;
  }
  return sum / weight;
}
