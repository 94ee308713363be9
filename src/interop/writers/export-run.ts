import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { grade } from "../../judges/grading/grade.ts";
import { madeWhole } from "../../lib/whole.ts";
import type { Grade } from "../../judges/verdict.ts";
import { openResults } from "../../runner/open-results.ts";
import type { Run } from "../../runner/trial.ts";
import { unspoiled } from "../../scenarios/unspoiled.ts";
import { ownRecord, type OwnRecord } from "../own/own-record.ts";
import { writeCsv, writeJsonLines } from "./write-lines.ts";
import { writeInspect } from "./write-inspect.ts";
import { writeParquet } from "./write-parquet.ts";

export const exportFormats = ["inspect", "parquet", "csv", "jsonl"] as const;

/** What a run can be written as. */
export type ExportFormat = (typeof exportFormats)[number];

/** What was written. */
export interface Exported {
  files: string[];
  trials: number;
}

/**
 * Writes a run, graded as it was last, as one table of a row a trial and outcome (Parquet, CSV,
 * JSON lines), or as logs of Inspect in a folder, one a scenario and model. What is held out stays
 * here. Importing it again gives the same rows. Throws where something is there already; what could
 * not be written whole is not there.
 */
export async function exportRun(run: Run, to: ExportFormat, out: string): Promise<Exported> {
  if (existsSync(out)) throw new Error(`${out} is there already: name another place`);
  const graded = await grade(run, { save: false, onProgress: () => {} });
  const grades = Map.groupBy(graded.grades, ({ trial }) => trial);
  mkdirSync(dirname(resolve(out)), { recursive: true });
  const records = () => recordsOf(run, grades);
  const factors = [...new Set(run.plan.scenarios.flatMap((scenario) => scenario.factors.map(({ id }) => id)))];
  const trials = run.plan.trials.length;
  if (to === "inspect") {
    const names = await madeWhole(out, (unfinished) => writeInspect(unfinished, records));
    return { files: names.map((name) => join(out, name)), trials };
  }
  const write = { parquet: writeParquet, csv: writeCsv, jsonl: writeJsonLines }[to];
  await madeWhole(out, (unfinished) => write(unfinished, records(), factors));
  return { files: [out], trials };
}

async function* recordsOf(run: Run, grades: Map<string, Grade[]>): AsyncGenerator<OwnRecord> {
  const scenarios = new Map(run.plan.scenarios.map((scenario) => [scenario.id, scenario]));
  const guarded =
    process.env["PARALLAX_REDACT"] === "1" ||
    run.plan.scenarios.some(({ wordings }) => wordings.some(({ heldOut }) => heldOut));
  using opened = await openResults(run);
  for (const trial of run.plan.trials) {
    const record = ownRecord(opened.read(trial), grades.get(trial.id) ?? [], scenarios.get(trial.scenario)!);
    yield guarded ? (unspoiledDeep(record) as OwnRecord) : record;
  }
}

function unspoiledDeep(value: unknown): unknown {
  if (typeof value === "string") return unspoiled(value);
  if (Array.isArray(value)) return value.map(unspoiledDeep);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unspoiledDeep(each)]));
}
