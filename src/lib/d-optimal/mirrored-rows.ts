import { random, type Random } from "../random.ts";
import { inverseInformation } from "./inverse-information.ts";
import type { DesignRow } from "./quality.ts";

/** What is chosen from, as `chooseRows` takes it. */
interface MirrorRequest {
  levels: readonly number[];
  blocks: number;
  n: number;
  seed: number | string;
  allowed?: (row: DesignRow) => boolean;
}

const starts = 24;
const passes = 30;

/**
 * n different rows of factors of two levels, each with its mirror image in its block, that tell
 * main effects well: these are then clear of whatever two factors do together, which a row and its
 * image share (Box and Wilson 1951: folding over). The same for the same seed; null where a factor
 * has more levels, n is no even number in each block, or rows are too few.
 */
export function mirroredRows({ levels, blocks, n, seed, allowed = () => true }: MirrorRequest): DesignRow[] | null {
  const perBlock = n / (2 * blocks);
  if (levels.some((count) => count !== 2) || !Number.isInteger(perBlock)) return null;
  if (n < 2 * levels.length || perBlock > 2 ** (levels.length - 1)) return null;
  const fits = (row: DesignRow) => allowed(row) && allowed(mirrorOf(row));
  let best: { rows: DesignRow[]; gain: number } | null = null;
  for (let start = 0; start < starts; start++) {
    const next = random(`mirrored ${seed} ${start}`);
    const first = firstHalf({ factors: levels.length, blocks, perBlock }, fits, next);
    if (first === null) return null;
    const rows = exchange(first, fits);
    if (best === null || rows.gain > best.gain + 1e-9) best = rows;
  }
  return best!.rows.flatMap((row) => [row, mirrorOf(row)]);
}

const mirrorOf = ({ levels, block }: DesignRow): DesignRow => ({ levels: levels.map((level) => 1 - level), block });

/** The same for a row and its mirror image. */
const keyOf = ({ levels, block }: DesignRow): string =>
  `${block} ${levels.map((level) => (level === levels[0] ? 0 : 1)).join("")}`;

interface Half {
  factors: number;
  blocks: number;
  perBlock: number;
}

/** Random rows of which none is another's image; null where so many are not found. */
function firstHalf(
  { factors, blocks, perBlock }: Half,
  fits: (row: DesignRow) => boolean,
  next: Random,
): DesignRow[] | null {
  const taken = new Set<string>();
  const rows: DesignRow[] = [];
  for (let block = 0; block < blocks; block++)
    for (let i = 0, tries = 0; i < perBlock; tries++) {
      if (tries > 10_000) return null;
      const levels = Array.from({ length: factors }, () => Number(next() < 0.5));
      const row = { levels, block };
      if (taken.has(keyOf(row)) || !fits(row)) continue;
      taken.add(keyOf(row));
      rows.push(row);
      i++;
    }
  return rows;
}

/** Changes one level at a time while that makes |X′X| of main effects larger. */
function exchange(first: readonly DesignRow[], fits: (row: DesignRow) => boolean): { rows: DesignRow[]; gain: number } {
  const rows = [...first];
  const coded = ({ levels }: DesignRow) => Float64Array.from(levels, (level) => 2 * level - 1);
  const columns = rows.map(coded);
  const nearlyNothing = rows[0]!.levels.map(() => 1e-6);
  const information = inverseInformation(nearlyNothing, columns);
  const taken = new Set(rows.map(keyOf));
  for (let pass = 0, moved = true; moved && pass < passes; pass++) {
    moved = false;
    for (const place of rows.keys())
      for (const factor of rows[place]!.levels.keys()) {
        const row = rows[place]!;
        const other = { ...row, levels: row.levels.with(factor, 1 - row.levels[factor]!) };
        if (taken.has(keyOf(other)) || !fits(other)) continue;
        const after = coded(other);
        if (!information.exchange(columns[place]!, after)) continue;
        taken.delete(keyOf(row));
        taken.add(keyOf(other));
        [rows[place], columns[place]] = [other, after];
        moved = true;
      }
  }
  return { rows, gain: information.logDeterminant() };
}
