import type { Gap } from "../stats/gap/gap.ts";
import { leading } from "../stats/gap/leading.ts";
import { withControls, type WithControl } from "../stats/gap/with-controls.ts";

/** How many comparisons a page opens with. */
const most = 4;

/** The comparisons of a page, in the order that it shows and numbers them in. */
export interface Arranged {
  /** Of what scenarios are about: those that a page opens with, and the rest of them. */
  first: WithControl[];
  further: WithControl[];
  /** Of what else was measured. */
  others: WithControl[];
  /** Those that could not be estimated. */
  without: Gap[];
}

/**
 * Gaps with their controls beside them, headline outcomes first. A page opens with four comparisons
 * at most: the first of each scenario, then of each of its models, then the next in the order
 * given. What came out has no say in which.
 */
export function arrange(gaps: readonly Gap[]): Arranged {
  const { first: leads, others } = leading(gaps);
  const [asked, also] = [leads, others].map((part) => withControls(part).filter(({ gap }) => gap.gap !== null)) as [
    WithControl[],
    WithControl[],
  ];
  const opening = opensWith(asked);
  return {
    first: asked.filter((pair) => opening.has(pair)),
    further: asked.filter((pair) => !opening.has(pair)),
    others: also,
    without: gaps.filter(({ gap }) => gap === null),
  };
}

function opensWith(pairs: readonly WithControl[]): Set<WithControl> {
  const firstOf = (key: (gap: Gap) => string[]) =>
    [...Map.groupBy(pairs, ({ gap }) => JSON.stringify(key(gap))).values()].map(([pair]) => pair!);
  const order = [...firstOf(({ scenario }) => [scenario]), ...firstOf(({ scenario, model }) => [scenario, model])];
  return new Set([...new Set([...order, ...pairs])].slice(0, most));
}

/** The gaps of comparisons, each control after its scenario's. */
export const gapsOf = (pairs: readonly WithControl[]): Gap[] =>
  pairs.flatMap(({ gap, control }) => (control === null ? [gap] : [gap, control]));

/** All gaps in the order that a page numbers them in. */
export function inOrder(gaps: readonly Gap[]): Gap[] {
  const { first, further, others, without } = arrange(gaps);
  return [...new Set([...gapsOf([...first, ...further, ...others]), ...without])];
}
