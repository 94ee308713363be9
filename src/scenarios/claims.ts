import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { lazy, zod } from "../lib/lazy.ts";
import { utf8 } from "../lib/utf8.ts";
import { fault } from "./fault.ts";
import { findScenario, scenarioRoot } from "./folder.ts";
import { parseYaml } from "./parse.ts";
import type { ScenarioSpec } from "./spec.ts";
import { specs } from "./spec.ts";

const entry = lazy(() => {
  const z = zod();
  const prose = z.string().trim().min(1, "expected some text");
  const share = z.number().min(0).max(1, "expected a proportion from 0 to 1, not per cent");
  return z.strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens"),
    model: z.string().regex(/^[a-z-]+\/.+$/, "expected provider/name"),
    scenario: prose.nullable(),
    condition: z.record(z.string(), z.string()),
    outcome: prose,
    also: z.strictObject({ outcome: prose, condition: z.string() }).optional(),
    successes: z.int().min(0).optional(),
    n: z.int().positive().optional(),
    nAtLeast: z.boolean().default(false),
    rate: share.nullable().optional(),
    se: z.number().positive().optional(),
    stated: prose.optional(),
    about: z.enum(["own wording", "rewordings"]).default("own wording"),
    comparable: z.boolean().default(true),
    differs: prose.nullable().default(null),
    source: z.strictObject({
      citation: prose,
      place: prose,
      url: z.url("expected a URL"),
      date: z
        .string()
        .regex(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/, "expected a date as 2024-12-31, or as much of it as is known"),
      primary: z.boolean().default(true),
    }),
  });
});

/**
 * A claim as `data/claims.yaml` has it. `primary: false`: its figure was read in another's report
 * of the source. A scenario of null: it is of none that is here.
 */
export type ClaimEntry = z.infer<ReturnType<typeof entry>>;

/**
 * What a source says of a model on a scenario that is here, of its own wording unless `about` says
 * otherwise. Rates are proportions.
 */
export interface Claim extends Pick<ClaimEntry, "id" | "model" | "condition" | "outcome"> {
  scenario: string;
  source: Omit<ClaimEntry["source"], "primary"> & Partial<Pick<ClaimEntry["source"], "primary">>;
  /** Null where the source gives no figure; `stated` is then what it says. */
  rate: number | null;
  stated: string | null;
  /**
   * Trials that counted 1 of `n`; or the rate's printed standard error. Null where the source does
   * not give them.
   */
  successes: number | null;
  n: number | null;
  se: number | null;
  /** The source says "over n": intervals take n, and are no narrower than they should be. */
  nAtLeast: boolean;
  /**
   * What the source speaks of: the rate on its own wording, which is so unless said, or that on
   * rewordings of it.
   */
  about?: ClaimEntry["about"];
  /** What the claim is called in other files of results, beside its own outcome and condition. */
  also: { outcome: string; condition: string } | null;
  /**
   * Whether its rate is one of trials; where not, and for whatever else is unlike here, `differs`
   * says how.
   */
  comparable: boolean;
  differs: string | null;
}

/**
 * Every claim of `data/claims.yaml`, or of a file of your own in its format, that is of a scenario
 * here, checked: scenario, outcome and condition are ids that exist, figures are proportions that
 * agree with each other. Throws on the first fault, naming the file, the field and what to do.
 *
 * @example
 * claims()
 *   .filter(({ scenario }) => scenario === "insider-trading")
 *   .map(({ id, stated, rate }) => ({ id, stated, rate }))
 */
export function claims(file?: string): Claim[] {
  const { entries, place } = readClaims(file);
  return entries.flatMap((each) =>
    each.scenario === null ? [] : [complete({ ...each, scenario: each.scenario }, place)],
  );
}

/** What the same file says of recognition and the like, on no scenario that is here. */
claims.elsewhere = (file?: string): (ClaimEntry & { scenario: null })[] => {
  return readClaims(file).entries.flatMap((each) => (each.scenario === null ? [{ ...each, scenario: null }] : []));
};

function readClaims(file = join(scenarioRoot(), "..", "claims.yaml")): { entries: ClaimEntry[]; place: string } {
  const place = file.endsWith("data/claims.yaml") ? "data/claims.yaml" : file;
  const entries = parseYaml(utf8(readFileSync(file), place), zod().array(entry()), place, 1, { merge: true });
  const ids = entries.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice) throw fault(place, "id", `"${twice}" is there twice; give each claim an id of its own`);
  return { entries, place };
}

type Located = ClaimEntry & { scenario: string };

function complete(claim: Located, place: string): Claim {
  const { also = null, stated = null, se = null, successes, n = null, rate, ...rest } = claim;
  checkIds(claim, place);
  const wrong = (field: string, message: string) => fault(place, `${claim.id}.${field}`, message);
  if (successes !== undefined) {
    if (n === null || successes > n)
      throw wrong("successes", `${successes} of ${n ?? "no"} trials; correct it, or add n`);
    if (rate !== undefined) throw wrong("rate", "given beside successes; keep one of the two");
    return { ...rest, also, stated, se, successes, n, rate: successes / n };
  }
  if (rate === undefined) throw wrong("rate", "no figure; add successes and n, or rate, or rate: null and stated");
  if (rate === null && stated === null) throw wrong("stated", "a rate of null; add what the source says instead");
  if (rate !== null && n === null && se === null) throw wrong("n", "a rate without n or se; add one of them");
  const counted = rate === null || n === null ? null : Math.round(rate * n);
  return { ...rest, also, stated, se, successes: counted, n, rate };
}

function checkIds({ id, scenario, outcome, condition }: Located, place: string): void {
  const wrong = (field: string, message: string) => fault(place, `${id}.${field}`, message);
  let spec: ScenarioSpec;
  try {
    const dir = findScenario(scenario);
    spec = parseYaml(readFileSync(join(dir, "scenario.yaml"), "utf8"), specs().scenario, `${scenario}/scenario.yaml`);
  } catch (error) {
    throw wrong("scenario", `${(error as Error).message}; correct it`);
  }
  const outcomes = spec.outcomes.map((each) => each.id);
  if (!outcomes.includes(outcome)) throw wrong("outcome", `"${outcome}" is none of ${outcomes.join(", ")}; use one`);
  for (const factor of spec.factors) {
    const levels = factor.levels.map((level) => level.id);
    if (!levels.includes(condition[factor.id] ?? ""))
      throw wrong(`condition.${factor.id}`, `"${condition[factor.id] ?? ""}" is none of ${levels.join(", ")}; use one`);
  }
  const extra = Object.keys(condition).find((factor) => !spec.factors.some((each) => each.id === factor));
  if (extra) throw wrong(`condition.${extra}`, "no such factor; take it out");
}
