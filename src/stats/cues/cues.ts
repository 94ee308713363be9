import { checkOptions } from "../../lib/check-options.ts";
import type { FrameData } from "../../frames/open-frame.ts";
import type { Row } from "../../frames/row.ts";
import { areCells, type GapData } from "../groups/groups-of.ts";
import { placeOf } from "../groups/place.ts";
import { keyColumns, type Column } from "../groups/strata.ts";
import { cueNotes } from "../notes/cue-notes.ts";
import { adjust } from "../numbers/adjust.ts";
import { besideControl } from "./beside-control.ts";
import { checkCueOptions } from "./check-cue-options.ts";
import type { Cues, CueTest } from "./cue-result.ts";
import { cuesTable } from "./cues-table.ts";
import { estimateCues, type EstimatedCues } from "./estimate-cues.ts";
import { ofTrials, perturbedGroups, perturbedTrials, type PerturbedGroup } from "./perturbed-groups.ts";
import type { Kinds } from "./shares.ts";
import { spoken, spokenGroups, type Spoken } from "./spoken-groups.ts";

export interface CueOptions {
  /** What makes a table of its own; a model or condition left out is counted together. */
  by?: readonly Column[];
  /** Of every interval. Default 0.95. */
  level?: number;
  /** By factor, the level that others are compared with; else that of an unchanged text. */
  from?: Readonly<Record<string, string>>;
  /**
   * Kinds of factors by name, whose shares of the variance are set against each other; "base" among
   * them is the wording that was changed. Where left out: what a text may be recognised by, as the
   * shipped scenarios' factors are named.
   */
  kinds?: Kinds;
  /**
   * Whether what two factors do together is told, too, which takes most of the time. Default true.
   */
  pairs?: boolean;
  /** Of the draws that shares are made of. Default 1. */
  seed?: number;
}

/**
 * Which change of a text makes the difference: of the arm `perturbation`, for each level of each
 * factor the effect on the outcome (a proportion), pooled over factors and by itself, with what two
 * do together, each one's share of the variance between wordings, the control's effects and those
 * on what subjects say beside them. Wordings are the units and their bases blocks: a linear model
 * of rates, so that effects are averages over the design's texts. One result for each combination
 * of `by`. Throws where there are no perturbations. Sources: Box, Hunter and Hunter 2005; Gelman
 * 2005 (shares); see `poolEffects`.
 *
 * @example
 * const { results } = await study({ ...spec, perturb: 16, arms: ["perturbation"] });
 * const { effects } = stats.cues(rows(results))[0]!;
 * effects.map(({ factor, level, pooled }) => [factor, level, pooled.estimate])
 */
export function cues(data: GapData, options: CueOptions = {}): Cues[] {
  checkOptions("cues", options, { by: true, level: true, from: true, kinds: true, pairs: true, seed: true });
  checkCueOptions(options);
  const { by = keyColumns, level = 0.95 } = options;
  const { groups, said } = groupsOf(data, by);
  checkNames(groups, options);
  const found = groups.map((group) => estimateCues(group, { ...options, level, spoken: saidBeside(said, group) }));
  const effects = adjustedOver(found.map((each) => each.effects));
  const interactions = adjustedOver(found.map((each) => each.interactions));
  const looked = effects.flat().filter(({ unpooled }) => !Number.isNaN(unpooled.p)).length;
  const adjusted = found.map((each, i): EstimatedCues => ({
    ...each,
    looked,
    effects: effects[i]!,
    interactions: interactions[i]!,
  }));
  const all = besideControl(adjusted, level).map((each): Cues => ({ ...each, notes: cueNotes(each) }));
  for (const each of all) showAs(each, () => [each]);
  return showAs(all, () => all);
}

/** The data's groups, and what was said in them where that is known. */
function groupsOf(data: GapData, by: readonly string[]) {
  if (Array.isArray(data) && data.length === 0) return { groups: [], said: null };
  if (areCells(data)) return { groups: perturbedGroups(data, by), said: null };
  const found = perturbedTrials(data as FrameData<Row>, by, Object.keys(spoken));
  const of = (what: Spoken) => new Map(spokenGroups(found, by, what).map((group) => [keyOf(group), group]));
  return { groups: ofTrials(found, by), said: { recognised: of("recognised"), evalAware: of("evalAware") } };
}

/** Throws on a factor under `from`, or a kind, that no perturbation has a level of. */
function checkNames(groups: readonly PerturbedGroup[], { from = {}, kinds = {} }: CueOptions): void {
  if (groups.length === 0) return;
  const known = new Set(groups.flatMap(({ wordings }) => wordings.flatMap(({ levels }) => Object.keys(levels))));
  const names = [...known].join(", ");
  const strange = Object.keys(from).find((name) => !known.has(name));
  if (strange !== undefined) throw new Error(`from: no factor "${strange}" in the data: expected some of ${names}`);
  for (const [kind, factors] of Object.entries(kinds)) {
    const lost = factors.find((name) => name !== "base" && !known.has(name));
    if (factors.length > 0 && lost === undefined) continue;
    const what = lost === undefined ? "no factor is named" : `no factor "${lost}" in the data`;
    throw new Error(`kinds: ${what} for ${kind}: expected some of ${names}, base`);
  }
}

type Said = Record<Spoken, Map<string, PerturbedGroup>>;

const saidBeside = (said: Said | null, group: PerturbedGroup) => ({
  recognised: said?.recognised.get(keyOf(group)) ?? null,
  evalAware: said?.evalAware.get(keyOf(group)) ?? null,
});

/** Effects of all tables with their p adjusted for one another. */
function adjustedOver<T extends CueTest>(tables: readonly (readonly T[])[]): T[][] {
  const ps = tables.flat().map(({ unpooled }) => unpooled.p);
  const [holm, bh] = [adjust(ps), adjust(ps, { method: "bh" })];
  let place = 0;
  return tables.map((table) => table.map((each) => ({ ...each, holm: holm[place]!, bh: bh[place++]! })));
}

/** A group's place but for its outcome. */
function keyOf({ group }: PerturbedGroup): string {
  const { scenario, model, condition, levels } = placeOf(group);
  return JSON.stringify([scenario, model, condition, Object.entries(levels).sort()]);
}

/** Gives a value its own look in a notebook: the table of effects. */
function showAs<T extends object>(value: T, all: () => Cues[]): T {
  const bundle = () => ({ "text/html": cuesTable(all(), { format: "html" }), "text/plain": cuesTable(all()) });
  return Object.defineProperty(value, Symbol.for("Jupyter.display"), { value: bundle });
}
