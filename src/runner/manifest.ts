import { existsSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { privateFile } from "../lib/private.ts";
import { reasonOf } from "../lib/in-words.ts";
import { ownVersion } from "../lib/own-version.ts";
import { madeWhole } from "../lib/whole.ts";
import { guard } from "../scenarios/unspoiled.ts";
import { changesIn } from "./changes-in.ts";
import { journalSize } from "./journal/files.ts";
import type { Identity } from "./key.ts";
import { readManifestFile } from "./read-manifest-file.ts";
import { makeTrials } from "./trials/make-trials.ts";
import { checkRecipe, recipeOf, type Recipe } from "./trials/recipe.ts";
import type { Plan, Run } from "./trial.ts";

/**
 * `manifest.json` of a run folder: what is run, on which models exactly, by which versions. In the
 * file a plan that was not imported has, in place of its trials, how they are made.
 */
export interface Manifest {
  kind: "run";
  /** ISO time. */
  created: string;
  versions: Record<string, string>;
  models: Identity[];
  /** Passes that ended because `until` was met; none where it never was. */
  stops?: Stop[];
  /** Plans that this one took the place of, with all that they had; none where it is the first. */
  grown?: Grown[];
  plan: Plan;
}

/** What a run was planned to be before it was added to. */
interface Grown {
  /** ISO time. */
  at: string;
  /** The plan's id. */
  from: string;
  planned: number;
}

/** How far a run had got when enough was known, and what was, in words. */
interface Stop {
  /** ISO time. */
  at: string;
  done: number;
  planned: number;
  known: string;
}

const parts = ["models", "scenarios", "trials"] as const;

const versionOf = ({ versions }: Partial<Manifest>): string => versions?.["parallax-evals"] ?? "an unknown version";

/**
 * Reads a run folder's manifest; of a plan of more trials than `held` each is made when it is asked
 * for. Throws, saying what was expected, when the folder is not a run's.
 */
export async function readManifest(dir: string, held?: number): Promise<Manifest> {
  const stored = await readHead(dir);
  return { ...stored, plan: planOf(join(dir, "manifest.json"), stored.plan, held) };
}

/** As {@link readManifest}, without making the trials of a plan that says how they are made. */
export async function readHead(dir: string): Promise<Omit<Manifest, "plan"> & { plan: Stored }> {
  const file = join(dir, "manifest.json");
  let manifest: Manifest;
  try {
    manifest = (await readManifestFile(file)) as Manifest;
  } catch (cause) {
    throw new Error(`${dir} is not a run folder: cannot read ${file} (${reasonOf(cause)})`, { cause });
  }
  if (manifest?.kind !== "run") throw new Error(`${dir} is not a run folder: ${file} is something else`);
  const stored = manifest.plan as Stored | undefined;
  const isThere = (part: (typeof parts)[number]) =>
    Array.isArray(part === "models" ? manifest[part] : stored?.[part]) || (part === "trials" && stored?.recipe);
  const lacking = parts.find((part) => !isThere(part));
  if (lacking !== undefined)
    throw new Error(
      `${dir} cannot be read: ${file} has no list of ${lacking} where this version looks for it; it was written by ${versionOf(manifest)}, this is ${ownVersion()}`,
    );
  guard(manifest.plan.scenarios);
  return manifest;
}

/** A plan as manifests have it: its trials, or, since there are too many, how they are made. */
type Stored = Omit<Plan, "trials"> & Partial<Pick<Plan, "trials">> & { recipe?: Recipe };

/** The plan of a manifest's file, with its trials. */
function planOf(file: string, { recipe, ...stored }: Stored, held?: number): Plan {
  if (recipe === undefined) return stored as Plan;
  try {
    checkRecipe(recipe, stored.scenarios);
  } catch (cause) {
    throw new Error(`${file} cannot be used: ${reasonOf(cause)}`, { cause });
  }
  const trials = makeTrials(recipe, stored, { held });
  if (trials.length !== recipe.count)
    throw new Error(`${file} cannot be used: it says ${recipe.count} trials, and ${trials.length} are made of it`);
  return { ...stored, trials };
}

/**
 * Makes a folder this plan's: writes its manifest, or checks the one there. A plan that has all of
 * the one there and more takes its place, after `grow`, which throws where it may not. Gives the id
 * of the plan that the folder was begun with. Throws when the folder holds another plan's run,
 * saying what this one would change or leave out, or was begun with other weights, another server
 * or another version of a model.
 */
export async function claimFolder(
  dir: string,
  plan: Plan,
  models: Identity[],
  grow?: () => Promise<void>,
): Promise<string> {
  if (!existsSync(join(dir, "manifest.json"))) {
    if (journalSize(dir) !== null)
      throw new Error(`${dir} has trials.jsonl but no manifest.json: give this run another dir, or delete that folder`);
    await writeManifest(dir, plan, models).catch((cause: Error) => {
      throw new Error(
        `cannot write ${join(dir, "manifest.json")} (${reasonOf(cause)}): make room, or give the run a dir that you can write`,
        { cause },
      );
    });
    return plan.id;
  }
  const there = await readManifest(dir);
  const changes = there.plan.id === plan.id ? [] : grow ? changesIn(there.plan, plan) : ["it is not the same"];
  if (changes.length > 0)
    throw new Error(
      `${dir} holds the run of another plan (${short(there.plan)}, this is ${short(plan)}): ${grow ? `${said(changes)}; a run can be added to, not changed: ` : ""}give this run another dir, or delete that folder`,
    );
  for (const { id, identity } of models) {
    const begun =
      there.models.find((model) => model.id === id)?.identity ?? (there.plan.models.includes(id) ? {} : identity);
    const changed = Object.keys({ ...begun, ...identity }).filter((key) => begun[key] !== identity[key]);
    if (changed.length > 0)
      throw new Error(
        `${dir} was begun with another ${id} (${changed.map((key) => `${key}: ${begun[key]}, now ${identity[key]}`).join("; ")}): give this run another dir`,
      );
  }
  if (there.plan.id !== plan.id) {
    await grow?.();
    await growTo(dir, there, plan, models);
  }
  return there.grown?.[0]?.from ?? there.plan.id;
}

/** Puts a plan in a folder in place of one that it has all of. */
function growTo(dir: string, { plan: before, ...head }: Manifest, plan: Plan, models: Identity[]): Promise<void> {
  const grown: Grown = { at: new Date().toISOString(), from: before.id, planned: before.trials.length };
  const all = [...(head.grown ?? []), grown];
  return write(dir, { ...head, models: models.map(identityOf), grown: all }, plan);
}

const most = 5;

const said = (changes: readonly string[]): string =>
  [...changes.slice(0, most), ...(changes.length > most ? [`and ${changes.length - most} more`] : [])].join(", ");

/** Writes a folder's manifest, whole or not at all. */
export function writeManifest(dir: string, plan: Plan, models: Identity[]): Promise<void> {
  const head = {
    kind: "run",
    created: new Date().toISOString(),
    versions: { "parallax-evals": ownVersion(), node: process.versions.node },
    models: models.map(identityOf),
  };
  return write(dir, head, plan);
}

/** What a manifest says of a model, and nothing else that it may carry. */
export const identityOf = ({ id, simulated, can, identity }: Identity): Identity => ({ id, simulated, can, identity });

/** Adds to a folder's manifest that asking stopped, unless its last stop was at the same trials. */
export async function noteStop(dir: string, { done, planned, known = "" }: Run["summary"]): Promise<void> {
  const { plan, stops = [], ...head } = await readManifest(dir);
  const last = stops.at(-1);
  if (last?.done === done && last.known === known) return;
  const stop: Stop = { at: new Date().toISOString(), done, planned, known };
  await write(dir, { ...head, stops: [...stops, stop] }, plan);
}

async function write(dir: string, head: object, plan: Plan): Promise<void> {
  const { trials, ...rest } = plan;
  const recipe = recipeOf(plan);
  await madeWhole(join(dir, "manifest.json"), async (unfinished) => {
    privateFile(unfinished);
    const handle = await open(unfinished, "w");
    try {
      await handle.appendFile(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "plan": {\n`);
      for (const [key, value] of Object.entries(rest)) await handle.appendFile(`"${key}": ${JSON.stringify(value)},\n`);
      if (recipe === undefined) await appendTrials(handle, trials);
      else await handle.appendFile(`"recipe": ${JSON.stringify(recipe)}}}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

async function appendTrials(handle: FileHandle, trials: Plan["trials"]): Promise<void> {
  await handle.appendFile(`"trials": [\n`);
  for (let start = 0; start < trials.length; start += 1000) {
    const lines = trials.slice(start, start + 1000).map((trial) => JSON.stringify(trial));
    await handle.appendFile(`${lines.join(",\n")}${start + 1000 < trials.length ? "," : ""}\n`);
  }
  await handle.appendFile("]}}\n");
}

function short(plan: Plan): string {
  return `plan ${plan.id.slice(0, 12)}, ${plan.trials.length} trials`;
}
