import type { CodedDesign, Part } from "./code-design.ts";
import type { Asked } from "./fit-cues.ts";
import { pairsTold } from "./pairs-told.ts";

/** A level of a factor, less its `from`. */
interface AskedEffect extends Asked {
  factor: string;
  level: string;
}

/** A level of one factor and a level of another, less what each does. */
interface AskedPair extends Asked {
  factors: [string, string];
  levels: [string, string];
}

/** Every effect that a design can be asked for, those of single factors first. */
export interface AskedOf {
  effects: AskedEffect[];
  pairs: AskedPair[];
  all: Asked[];
  pairsUntold: [string, string][];
  /** Parts of the design that say nothing that others do not say. */
  empty: Set<Part>;
}

/**
 * The effects of a design over so many rows: of levels, and of pairs of levels that it can tell.
 */
export function askedOf(design: CodedDesign, rows: number): AskedOf {
  const { apart, empty } = pairsTold(design.parts, rows);
  const effects = design.parts.flatMap((part) => (part.kind === "factor" ? levelsOf(design, part) : []));
  const pairs = design.parts.flatMap((part) => (apart.has(part) ? jointly(part, effects) : []));
  const untold = design.parts.filter((part) => part.kind === "pair" && !apart.has(part));
  return {
    effects,
    pairs,
    all: [...effects, ...pairs],
    pairsUntold: untold.map(({ factors }) => [factors[0]!, factors[1]!]),
    empty,
  };
}

function levelsOf({ factors, effect }: CodedDesign, part: Part): AskedEffect[] {
  const { factor, levels } = factors.find((each) => each.factor === part.factors[0])!;
  return levels.slice(1).map(({ level }) => ({ part, factor, level, at: effect(factor, level) }));
}

function jointly(part: Part, effects: readonly AskedEffect[]): AskedPair[] {
  const [first, second] = part.factors.map((name) => effects.filter(({ factor }) => factor === name));
  return first!.flatMap((one) =>
    second!.map((two) => ({
      part,
      factors: [one.factor, two.factor],
      levels: [one.level, two.level],
      at: one.at.flatMap((a) => two.at.map((b) => a * b)),
    })),
  );
}
