import { random, shuffle, type Random } from "../random.ts";
import { inverseInformation } from "./inverse-information.ts";
import { mirroredRows } from "./mirrored-rows.ts";
import { termsOf, type Terms } from "./model-matrix.ts";
import { designQuality, type DesignRow } from "./quality.ts";

/** What is chosen from: levels of each factor, blocks, rows, seed, and rows that cannot be had. */
export interface DesignRequest {
  levels: readonly number[];
  blocks: number;
  n: number;
  seed: number | string;
  /** Whether a row can be had; all can where absent. */
  allowed?: (row: DesignRow) => boolean;
  /** Rows of an earlier design, which stay as they are; none where absent. */
  begin?: readonly DesignRow[];
}

/**
 * Nearly nothing is known of main effects: enough that the inverse exists from the first row on.
 */
const priors = { main: 1e-6, pair: 1 };
const passes = 30;

/**
 * n different rows, as even over blocks as can be, that make |X′X + K| large, where K is 0 for main
 * effects and 1 for two-factor interactions: these are told apart as far as n allows, and the main
 * effects kept clear of them (Bayesian D-optimality: DuMouchel and Jones 1994), by coordinate
 * exchange (Meyer and Nachtsheim 1995) from the best of `starts`, more where they are soon made;
 * where these leave main effects mixed with what two factors do together, by {@link mirroredRows}.
 * All rows where n is all there are. The same for the same seed. Throws where there are fewer than
 * n.
 */
export function chooseRows(request: DesignRequest, starts = startsFor(request)): DesignRow[] {
  const { levels, blocks, n, seed, allowed } = request;
  const all = levels.reduce((product, count) => product * count, blocks);
  if (n > all) throw new RangeError(`${n} rows of ${all} different ones`);
  if (n === all) return everyRow(levels, blocks).filter(allowed ?? (() => true));
  const terms = termsOf(levels, blocks);
  let best: { rows: DesignRow[]; gain: number } | null = null;
  for (let start = 0; start < starts; start++) {
    const next = random(`design ${seed} ${start}`);
    const rows = exchange(firstRows(request, next), request, terms);
    if (best === null || rows.gain > best.gain + 1e-9) best = rows;
  }
  return request.begin === undefined ? clearer(best!.rows, request, terms) : best!.rows;
}

/** Rows in which main effects are clear of pairs, for rows in which they are not: mirrored ones. */
function clearer(rows: DesignRow[], request: DesignRequest, terms: Terms): DesignRow[] {
  const mirrored = mirroredRows(request);
  if (mirrored === null) return rows;
  const [found, other] = [rows, mirrored].map((each) => designQuality(each, terms).resolution);
  return found === 3 && other === 4 ? mirrored : rows;
}

/**
 * Few for a large design, which ends within a thousandth of the best of many; one from a `begin`.
 */
function startsFor({ levels, blocks, n, begin }: DesignRequest): number {
  if (begin !== undefined) return 1;
  const singles = levels.reduce((sum, count) => sum + count - 1, 0);
  const columns = blocks + singles + (singles * singles) / 2;
  if (n <= 32) return 24;
  return n * columns ** 2 < 3e6 ? 4 : n < 500 ? 2 : 1;
}

/** Every row there is: levels in order, the last factor's fastest, in every block. */
function everyRow(levels: readonly number[], blocks: number): DesignRow[] {
  const combinations = levels.reduce<number[][]>(
    (rows, count) => rows.flatMap((row) => Array.from({ length: count }, (_, level) => [...row, level])),
    [[]],
  );
  return Array.from({ length: blocks }, (_, block) => combinations.map((row) => ({ levels: row, block }))).flat();
}

/** Random rows, even over blocks, each factor's levels even within a block as far as they go. */
function firstRows({ levels, blocks, n, allowed = () => true, begin = [] }: DesignRequest, next: Random): DesignRow[] {
  const rows: DesignRow[] = [...begin];
  const taken = new Set(rows.map(keyOf));
  const begun = (block: number) => begin.filter((row) => row.block === block).length;
  const perBlock = (block: number) =>
    Math.floor(n / blocks) + (order.indexOf(block) < n % blocks ? 1 : 0) - begun(block);
  // Where rows are there already, blocks that have more of them keep them.
  const order = shuffle(
    Array.from({ length: blocks }, (_, block) => block),
    next,
  ).sort((a, b) => begun(b) - begun(a));
  for (let block = 0; block < blocks; block++) {
    const columns = levels.map((count) =>
      shuffle(
        Array.from({ length: perBlock(block) }, (_, i) => i % count),
        next,
      ),
    );
    for (let i = 0; i < perBlock(block); i++) {
      let row = { levels: columns.map((column) => column[i]!), block };
      for (let attempt = 0; taken.has(keyOf(row)) || !allowed(row); attempt++) {
        if (attempt > 10_000) throw new RangeError(`no ${n} different rows that can be had`);
        row = { levels: levels.map((count) => Math.floor(next() * count)), block };
      }
      taken.add(keyOf(row));
      rows.push(row);
    }
  }
  return rows;
}

const keyOf = ({ levels, block }: DesignRow): string => `${block} ${levels.join(" ")}`;

/** Exchanges one level at a time for another while that makes the determinant larger. */
function exchange(
  first: DesignRow[],
  { levels, allowed, begin = [] }: DesignRequest,
  terms: Terms,
): { rows: DesignRow[]; gain: number } {
  const rows = first.map((row) => ({ ...row, levels: [...row.levels] }));
  const { numberOf, steps } = numbering(levels);
  const known = new Map<number, Float64Array>();
  const expand = (row: DesignRow, number: number): Float64Array => {
    const expanded = known.get(number) ?? terms.all(row.levels, row.block);
    known.set(number, expanded);
    return expanded;
  };
  const numbers = rows.map(numberOf);
  const begun = rows.map((row, place) => expand(row, numbers[place]!));
  const mains = terms.main(rows[0]!.levels, 0).length;
  const weights = Array.from(begun[0]!, (_, column) => (column < mains ? priors.main : priors.pair));
  const information = inverseInformation(weights, begun);
  const taken = new Set(numbers);
  for (let pass = 0, moved = true; moved && pass < passes; pass++) {
    moved = false;
    for (const [place, row] of rows.entries().drop(begin.length))
      for (const [factor, count] of levels.entries())
        for (let level = 0; level < count; level++) {
          const number = numbers[place]! + (level - row.levels[factor]!) * steps[factor]!;
          if (taken.has(number)) continue;
          const other = { ...row, levels: row.levels.with(factor, level) };
          if (allowed?.(other) === false) continue;
          if (!information.exchange(expand(row, numbers[place]!), expand(other, number))) continue;
          taken.delete(numbers[place]!);
          taken.add(number);
          numbers[place] = number;
          row.levels = other.levels;
          moved = true;
        }
  }
  return { rows, gain: information.logDeterminant() };
}

/** A number for each different row, and by how much it grows with each factor's level. */
function numbering(levels: readonly number[]) {
  const steps: number[] = [];
  const all = levels.reduce((product, count) => {
    steps.push(product);
    return product * count;
  }, 1);
  const numberOf = ({ levels: row, block }: DesignRow): number =>
    row.reduce((sum, level, factor) => sum + level * steps[factor]!, block * all);
  return { numberOf, steps };
}
