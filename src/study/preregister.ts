import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkOptions } from "../lib/check-options.ts";
import { described } from "../lib/described.ts";
import { hash } from "../lib/hash.ts";
import { privateFolder, writePrivate } from "../lib/private.ts";
import { readManifest } from "../runner/manifest.ts";
import { readJournal } from "../runner/journal/read-journal.ts";
import { folderOf } from "../runner/run-options.ts";
import type { Plan, Run } from "../runner/trial.ts";
import type { OnRecord, RecordedContrast, Registration } from "../stats/gap/registered.ts";
import type { TauMethod } from "../stats/numbers/meta.ts";
import type { Known } from "./until-known.ts";

/** What is put on record beside the plan. */
export interface PreregisterOptions {
  /** The outcomes that will answer the question; all others are exploratory. */
  outcome: string | readonly string[];
  /** "gap", paraphrase − published; the gap less its control's; or a difference between levels. */
  contrast?: RecordedContrast;
  /** Smallest gap that matters, a proportion: 0.1 is 10 points. */
  margin?: number;
  /** How the variance between wordings will be estimated; REML. */
  method?: TauMethod;
  /** Of every interval; 0.95. */
  level?: number;
  /** At which widths asking will stop; every trial is asked without it. */
  until?: Pick<Known, "gap" | "rate">;
  /** The run's folder, as {@link run} has it. */
  dir?: string;
  /** Writes it down after the first reply, too, as late: by how many replies is said with it. */
  late?: boolean;
}

const name = "preregistration.json";
const methods: readonly TauMethod[] = ["REML", "DL", "PM"];

/**
 * Puts a plan on record before its first reply: its hash, and how its replies will be read, as
 * `preregistration.json` in the run's folder. `gap` with it, `study`, `parallax gap` and the
 * findings page then say what was kept and what departed. The same again changes nothing and gives
 * what is on record. Throws where the folder has replies (unless `late`), where it has another plan
 * or says otherwise, and on what the plan does not have.
 *
 * @example
 * await preregister(plan({ ...spec, seed: 2 }), {
 *   outcome: "trades-choice",
 *   contrast: "gap",
 *   margin: 0.1,
 * })
 */
export async function preregister(plan: Plan, options: PreregisterOptions): Promise<Registration> {
  checkOptions("preregister", options, {
    outcome: true,
    contrast: true,
    margin: true,
    method: true,
    level: true,
    until: true,
    dir: true,
    late: true,
  });
  if (!Array.isArray(plan?.trials)) throw new Error(`preregister() takes what plan() gives, not ${described(plan)}`);
  const { dir = folderOf(plan), late = false } = options;
  const meant = intended(plan, options);
  await refuseOther(dir, plan);
  const there = readRecord(dir);
  if (there !== null) {
    refuseChanged(dir, there.registration, meant);
    return there.registration;
  }
  const repliesBefore = await countReplies(dir);
  if (repliesBefore > 0 && !late)
    throw new Error(
      `${dir} has ${repliesBefore} replies already: a plan goes on record before the first; late: true (--late) writes it down as late, and everything that shows it says so`,
    );
  const registration: Registration = { at: new Date().toISOString(), ...meant, repliesBefore };
  privateFolder(dir);
  const file = { kind: "preregistration", ...registration, hash: hash(registration) };
  writePrivate(join(dir, name), `${JSON.stringify(file, null, 2)}\n`, "wx");
  return registration;
}

/**
 * The plan that a run has on record beside what became of it; null where none was put on record.
 *
 * @example
 * onRecord(ran)?.registration ?? "no plan was put on record"
 */
export function onRecord({ dir, plan, summary }: Run): OnRecord | null {
  const record = readRecord(dir);
  if (record === null) return null;
  const { planned, done, cached, known } = summary;
  return { ...record, plan: plan.id, planned, done, cached, stoppedWhenKnown: known !== undefined };
}

function readRecord(dir: string): Pick<OnRecord, "registration" | "intact"> | null {
  const file = join(dir, name);
  if (!existsSync(file)) return null;
  const { kind, hash: written, ...registration } = recordIn(file);
  if (kind !== "preregistration") throw notOne(file);
  return { registration, intact: hash(registration) === written };
}

const notOne = (file: string, cause?: unknown) =>
  new Error(`${file} is no plan on record: move it, or give the run another dir`, { cause });

function recordIn(file: string): Partial<Record<"kind" | "hash", string>> & Registration {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw cause instanceof SyntaxError ? notOne(file, cause) : cause;
  }
}

async function refuseOther(dir: string, plan: Plan): Promise<void> {
  if (!existsSync(join(dir, "manifest.json"))) return;
  const there = await readManifest(dir);
  if (there.plan.id !== plan.id)
    throw new Error(
      `${dir} holds the run of another plan (${there.plan.id.slice(0, 12)}, this is ${plan.id.slice(0, 12)}): give this one another dir`,
    );
}

type Meant = Omit<Registration, "at" | "repliesBefore">;

function refuseChanged(dir: string, there: Registration, meant: Meant): void {
  const changed = (Object.keys(meant) as (keyof Meant)[]).filter((field) => hash(there[field]) !== hash(meant[field]));
  if (changed.length === 0) return;
  const said = changed.map((field) => `${field} ${JSON.stringify(there[field])}, now ${JSON.stringify(meant[field])}`);
  throw new Error(
    `${dir} has a plan on record of ${there.at} that says otherwise (${said.join("; ")}): it stays as it is; give a changed plan another dir`,
  );
}

async function countReplies(dir: string): Promise<number> {
  let count = 0;
  for await (const line of readJournal(dir)) if (line.kind === "reply") count++;
  return count;
}

/** What is meant, checked against the plan. */
function intended(plan: Plan, options: PreregisterOptions): Meant {
  const { contrast = "gap", margin = null, method = "REML", level = 0.95, until = null } = options;
  const outcome = [options.outcome ?? []].flat();
  const known = [...new Set(plan.scenarios.flatMap(({ outcomes }) => outcomes.map(({ id }) => id)))];
  const strange = outcome.find((each) => !known.includes(each));
  if (outcome.length === 0 || strange !== undefined)
    throw new Error(
      `${strange === undefined ? "no outcome" : `no outcome "${strange}" in this plan`}: expected some of ${known.join(", ")}`,
    );
  if (!methods.includes(method)) throw new Error(`method "${String(method)}": expected ${methods.join(", ")}`);
  for (const [what, value] of Object.entries({ margin, level, ...until }))
    if (value !== null && value !== undefined && !(value > 0 && value < 1))
      throw new RangeError(`${what} ${value}: expected a proportion between 0 and 1`);
  checkShape(options);
  return { plan: plan.id, trials: plan.trials.length, outcome, contrast, margin, method, level, until };
}

/** Throws on what could never be kept: what nobody reads would be on record for good. */
function checkShape({ contrast = "gap", until }: PreregisterOptions): void {
  checkOptions("until", until ?? {}, { gap: true, rate: true });
  if (contrast === "gap" || contrast === "beyond the control") return;
  const { column, plus, minus } = contrast as Partial<typeof contrast>;
  if (column !== undefined) checkOptions("contrast", contrast, { column: true, plus: true, minus: true });
  if (typeof column !== "string" || !Array.isArray(plus) || !Array.isArray(minus))
    throw new Error(
      `contrast ${JSON.stringify(contrast)}: expected "gap", "beyond the control", or { column, plus: [level], minus: [level] }`,
    );
}
