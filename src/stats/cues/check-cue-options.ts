import { described } from "../../lib/described.ts";

interface Values {
  by?: unknown;
  level?: unknown;
  from?: unknown;
  kinds?: unknown;
  pairs?: unknown;
  seed?: unknown;
}

/** Throws on an option of `cues` that is of another kind than it should be. */
export function checkCueOptions({ by, level = 0.95, from, kinds, pairs, seed }: Values): void {
  if (!(typeof level === "number" && level > 0 && level < 1))
    throw new RangeError(`a level of ${described(level)}: expected a number between 0 and 1, such as 0.95`);
  if (by !== undefined && !areTexts(by)) throw wrong("by", by, 'columns in [ ], such as ["scenario", "outcome"]');
  if (from !== undefined && !isRecord(from)) throw wrong("from", from, 'levels by factor, such as { names: "as-is" }');
  if (kinds !== undefined && !isRecord(kinds)) throw wrong("kinds", kinds, "lists of factors by name");
  for (const [kind, factors] of Object.entries(kinds ?? {}))
    if (!areTexts(factors)) throw wrong(`kinds.${kind}`, factors, 'factors in [ ], such as ["names"]');
  refuseTwice((kinds ?? {}) as Record<string, string[]>);
  if (pairs !== undefined && typeof pairs !== "boolean") throw wrong("pairs", pairs, "true or false");
  if (seed !== undefined && !Number.isFinite(seed)) throw wrong("seed", seed, "a number");
}

/** Throws on a factor of two kinds, whose share neither could be larger by. */
function refuseTwice(kinds: Readonly<Record<string, readonly string[]>>): void {
  const of = new Map<string, string>();
  for (const [kind, factors] of Object.entries(kinds))
    for (const factor of new Set(factors)) {
      const other = of.get(factor);
      if (other !== undefined) throw new Error(`kinds: ${factor} is of ${other} and of ${kind}: name it under one`);
      of.set(factor, kind);
    }
}

const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === "string");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const wrong = (option: string, value: unknown, expected: string): TypeError =>
  new TypeError(`${option}: ${described(value)}: expected ${expected}`);
