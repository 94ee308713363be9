import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "./estimated-gap.ts";

/** What is chosen in each specification, in the order that curves show them. */
export const facets = ["published text", "judge", "condition", "unit and weights", "exclusions"] as const;
export type Facet = (typeof facets)[number];

/** One way in which a gap could have been estimated, with what it then is, in proportions. */
export interface Specification {
  /** Its place along the curve, from 1 for the lowest gap. */
  place: number;
  choices: Record<Facet, string>;
  gap: number;
  /** Null where it cannot be told. */
  ci: Interval | null;
  k: number;
  publishedN: number | null;
  n: number | null;
  /** The whole estimate that it was taken from, with its notes, wordings and what was left out. */
  of: Gap;
  /** Whether {@link gap} gives just this as its headline. */
  usual: boolean;
}

/** Every defensible gap of one scenario, model and outcome, lowest first. */
export interface SpecificationCurve {
  scenario: string;
  model: string;
  outcome: string;
  levels: Record<string, string>;
  specifications: Specification[];
  /** All that each choice offered, also where it left no gap. */
  options: Record<Facet, string[]>;
  /** Combinations of choices that leave no gap to estimate. */
  without: Record<Facet, string>[];
  /** How many gaps lie below and above zero; and how many with all of their interval. */
  below: number;
  above: number;
  whollyBelow: number;
  whollyAbove: number;
  lowest: number;
  median: number;
  highest: number;
  level: number;
  simulated: boolean;
}
