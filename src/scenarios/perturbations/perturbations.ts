import { checkOptions } from "../../lib/check-options.ts";
import { didYouMean } from "../../lib/closest.ts";
import { described } from "../../lib/described.ts";
import { termsOf } from "../../lib/d-optimal/model-matrix.ts";
import { designQuality, type DesignQuality } from "../../lib/d-optimal/quality.ts";
import { fault } from "../fault.ts";
import type { Finding } from "../gate/finding.ts";
import { loadScenario } from "../load.ts";
import type { ScenarioId } from "../known.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { isFor } from "./changes-of.ts";
import { checkedRows } from "./checked-rows.ts";
import { checkBaseNames, checkTextFactors } from "./check-text-factors.ts";
import { checkValues } from "./check-values.ts";
import { perturbationsFile } from "./load-text-factors.ts";
import { spareFactors } from "./spare-factors.ts";
import { needsModel, type TextFactor } from "./text-factor.ts";

/** What to vary, and how often. */
export interface PerturbOptions {
  /** Number of texts, each different, 10,000 at most; every combination there is where left out. */
  n?: number;
  /**
   * Ids of factors; where left out all that need no model, or with `bases` those declared for each
   * of these; fewer where `n` tells effects apart without those that may be spared.
   */
  factors?: string[];
  /** Ids of the wordings that are varied; where left out, those the factors are declared for. */
  bases?: string[];
  /** Of the choice of combinations; 1. */
  seed?: number;
  /**
   * What must be told apart: 3 main effects, 4 main effects whatever two factors do together, 5
   * also that; what `n` allows where left out. With 3 no factor is spared.
   */
  resolution?: 3 | 4 | 5;
}

/** A designed set of texts. */
export interface Perturbations {
  scenario: string;
  factors: TextFactor[];
  /** Those that the gate passed. */
  wordings: Wording[];
  /** Those that it did not, with why; others were chosen for them where there are any. */
  rejected: { wording: Wording; findings: Finding[] }[];
  /**
   * Those that a model must still take through a language and back, as `translateWording` does; the
   * texts here are not theirs yet.
   */
  awaiting: { wording: Wording; through: string }[];
  /** How well effects can be told from `wordings`, with those awaited. */
  design: DesignQuality & { bases: string[]; possible: number; asked: number };
  /** What is there and not varied, since nobody asked for it and some factor is not for it. */
  leftOut: { bases: string[]; factors: string[]; spared?: string[]; needModel?: string[] };
}

/**
 * Texts of a scenario with declared factors at chosen levels: every combination, or n of them,
 * even over the wordings they are made from and chosen so that main effects can be told well, clear
 * of two-factor interactions as far as n allows (D-optimality; factors that may be spared are left
 * out for this, and named). Deterministic; each text is checked
 * by the gate, but for what its factors lift, and others are chosen for those that it rejects.
 * Throws where a factor has no place in a text, two change the same words, n is beyond what there
 * is, or `resolution` cannot be had.
 *
 * @example
 * texts.perturbations("insider-trading", { n: 8, seed: 1 })
 */
export function perturbations(of: ScenarioId | Scenario, options: PerturbOptions = {}): Perturbations {
  checkOptions("perturbations", options, { n: true, factors: true, bases: true, seed: true, resolution: true });
  const scenario = typeof of === "string" ? loadScenario(of) : of;
  if (!Array.isArray(scenario?.wordings))
    throw new TypeError(`expected a scenario or its id, not ${described(scenario)}`);
  checkValues(scenario, options);
  for (const factor of scenario.textFactors ?? []) checkBaseNames(scenario, factor);
  const bases = basesOf(scenario, options);
  const all = factorsOf(scenario, bases, options);
  const { n: few = Infinity, resolution } = options;
  const factors = options.factors || resolution === 3 ? all : spareFactors(all, bases.length, few);
  checkTextFactors(scenario, bases, factors);
  const levels = factors.map((factor) => factor.levels.length);
  const possible = levels.reduce((product, count) => product * count, bases.length);
  const { n = possible, seed = 1 } = options;
  refuseSize(scenario, options, possible);
  const checked = checkedRows(scenario, { bases, factors, n, seed });
  const passed = checked.filter(({ findings }) => findings.length === 0);
  const rows = passed.map(({ row }) => row);
  const quality = designQuality(rows, termsOf(levels, bases.length));
  refuseResolution(scenario, quality, options);
  return {
    scenario: scenario.id,
    factors,
    wordings: passed.flatMap(({ wording }) => (throughOf(factors, wording) === null ? [wording] : [])),
    awaiting: passed.flatMap(({ wording }) => {
      const through = throughOf(factors, wording);
      return through === null ? [] : [{ wording, through }];
    }),
    rejected: checked.flatMap(({ wording, findings }) => (findings.length > 0 ? [{ wording, findings }] : [])),
    design: { ...quality, bases: bases.map(({ id }) => id), possible, asked: n },
    leftOut: { ...leftOut(scenario, bases, all, options), ...sparedOf(all, factors) },
  };
}

/** The language that a text is still to be taken through, if any. */
function throughOf(factors: readonly TextFactor[], { perturbation }: Wording): string | null {
  const levels = factors.map(({ id, levels: all }) => all.find((level) => level.id === perturbation!.levels[id]));
  return levels.find((level) => level?.through !== undefined)?.through ?? null;
}

/** The wordings that can be varied. */
const basesIn = ({ wordings }: Scenario): Wording[] =>
  wordings.filter(({ arm }) => arm !== "edit" && arm !== "perturbation");

function basesOf(scenario: Scenario, { bases, factors }: PerturbOptions): Wording[] {
  const all = basesIn(scenario);
  if (bases === undefined) {
    const asked = (scenario.textFactors ?? []).filter((factor) => factors?.includes(factor.id) ?? !needsModel(factor));
    const suited = all.filter(({ id }) => asked.every((factor) => isFor(factor, id)));
    return suited.length > 0 ? suited : all;
  }
  const ids = all.map(({ id }) => id);
  const wrong = bases.find((id) => !ids.includes(id));
  if (bases.length === 0)
    throw new Error(`${scenario.id}: bases names no wording to vary: name some of ${ids.join(", ")}`);
  if (wrong !== undefined) {
    const remedy =
      wrong === "verbatim" ? `; "parallax fetch ${scenario.id}" brings the published text` : didYouMean(wrong, ids);
    throw new Error(`${scenario.id} has no wording "${wrong}" to vary: name some of ${ids.join(", ")}${remedy}`);
  }
  return all.filter(({ id }) => bases.includes(id));
}

function sparedOf(all: readonly TextFactor[], factors: readonly TextFactor[]) {
  const spared = all.filter((factor) => !factors.includes(factor)).map(({ id }) => id);
  return spared.length > 0 ? { spared } : {};
}

function leftOut(scenario: Scenario, bases: Wording[], factors: TextFactor[], asked: PerturbOptions) {
  const all = scenario.textFactors ?? [];
  const [left, modelled] = [all.filter((factor) => !needsModel(factor)), all.filter(needsModel)];
  const ids = (list: { id: string }[], used: { id: string }[]) =>
    list.filter(({ id }) => !used.some((each) => each.id === id)).map(({ id }) => id);
  return {
    bases: asked.bases ? [] : ids(basesIn(scenario), bases),
    factors: asked.factors ? [] : ids(left, factors),
    ...(!asked.factors && modelled.length > 0 && { needModel: modelled.map(({ id }) => id) }),
  };
}

function factorsOf(scenario: Scenario, bases: Wording[], { factors }: PerturbOptions): TextFactor[] {
  const place = `${scenario.id}/${perturbationsFile}`;
  const declared = scenario.textFactors ?? [];
  if (declared.length === 0)
    throw fault(place, "factors", "nothing of its texts is declared that can be varied; declare a factor there");
  const ids = declared.map(({ id }) => id);
  const wrong = factors?.find((id) => !ids.includes(id));
  if (factors?.length === 0) throw fault(place, "factors", `none is named; name some of ${ids.join(", ")}`);
  if (wrong !== undefined)
    throw fault(place, "factors", `no factor "${wrong}"; name some of ${ids.join(", ")}${didYouMean(wrong, ids)}`);
  if (factors !== undefined) return declared.filter(({ id }) => factors.includes(id));
  const everywhere = declared.filter((factor) => !needsModel(factor) && bases.every(({ id }) => isFor(factor, id)));
  if (everywhere.length > 0) return everywhere;
  if (declared.every(needsModel))
    throw fault(
      place,
      "factors",
      `a model must write all of them; name under factors which to plan: ${ids.join(", ")}`,
    );
  throw fault(
    place,
    "factors",
    `none is declared for all of ${bases.map(({ id }) => id).join(", ")}; name fewer bases`,
  );
}

/** Texts that are made at once: thousands take minutes to choose and check. */
const most = 10_000;

function refuseSize(scenario: Scenario, { n }: PerturbOptions, possible: number): void {
  const wrong = (why: string) => fault(`${scenario.id}/${perturbationsFile}`, "n", why);
  if (n === undefined) {
    if (possible > most)
      throw wrong(
        `not said, and all ${possible} combinations are too many; give one, such as 125, or name fewer factors`,
      );
    return;
  }
  if (!Number.isInteger(n) || n < 1) throw wrong(`${n}; give a whole number, 1 or more`);
  if (n > possible)
    throw wrong(`${n} texts of ${possible} different ones that there are; ask for fewer, or declare another factor`);
  if (n > most) throw wrong(`${n}; give ${most} or fewer`);
}

function refuseResolution(scenario: Scenario, found: DesignQuality, { resolution, n }: PerturbOptions): void {
  if (resolution === undefined || found.resolution >= resolution) return;
  const { main, pairs } = found.columns;
  const enough = [main, ...(resolution > 3 ? [2 * main] : []), main + pairs].filter(
    (least) => least > (n ?? Infinity) && (resolution < 5 || least === main + pairs),
  );
  const more = enough.length > 0 ? `ask for some ${Math.min(...enough)} or more, or ` : "";
  throw fault(
    `${scenario.id}/${perturbationsFile}`,
    "resolution",
    `${resolution} was not found in ${n ?? "all"} texts (${found.resolution} was); ${more}name fewer factors`,
  );
}
