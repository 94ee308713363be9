import type { Results } from "../judges/grading/results.ts";
import type { Params } from "../models/model.ts";
import { readManifest } from "../runner/manifest.ts";
import type { Measure, Scenario } from "../scenarios/scenario.ts";

/** How a run came to be, as a page that shows its numbers must say. */
export interface Made {
  dir: string;
  /** ISO time the run was begun. */
  created: string;
  plan: string;
  seed: number;
  /** `auto`, `record`, `replay` or `off`. */
  mode: string;
  params: Params;
  versions: Record<string, string>;
  /** `served` is what the providers said they served; empty where they did not say. */
  models: { id: string; simulated: boolean; served: string[]; identity: Record<string, unknown> }[];
  judges: string[];
  scenarios: (Pick<Scenario, "id" | "title" | "varied"> & {
    citation: string | null;
    url: string | null;
    /** Its publication's BibTeX entry; null where it has none. */
    bibtex?: string | null;
    /** When its source was published, as a date; null where it has none. */
    published?: string | null;
    /** How each outcome is read off a reply. */
    outcomes: { id: string; by: Measure["by"]; headline: boolean }[];
  })[];
  counts: Results["run"]["summary"];
}

/**
 * Gathers how a graded run was made from its folder and its results. Throws when the folder is not
 * a run's.
 */
export async function madeOf({ run, trials, grades }: Results, { mode = "auto" } = {}): Promise<Made> {
  const { created, versions, models } = await readManifest(run.dir);
  const served = (id: string) =>
    new Set(trials.filter(({ trial }) => trial.model === id).flatMap(({ servedModel }) => servedModel ?? []));
  return {
    dir: run.dir,
    created,
    plan: run.plan.id,
    seed: run.plan.seed,
    mode,
    params: run.plan.params,
    versions,
    models: models.map(({ id, simulated, identity }) => ({ id, simulated, served: [...served(id)], identity })),
    judges: [...new Set(grades.map(({ judge }) => judge))],
    scenarios: run.plan.scenarios.map(({ id, title, source, varied, outcomes }) => ({
      id,
      title,
      varied,
      citation: source?.citation ?? null,
      url: source?.url ?? null,
      bibtex: source?.bibtex ?? null,
      published: source?.published ?? null,
      outcomes: outcomes.map(({ id, measure, headline }) => ({ id, by: measure.by, headline })),
    })),
    counts: run.summary,
  };
}
