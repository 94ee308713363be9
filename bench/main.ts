/**
 * Measures speed and memory and prints each figure beside its target: `npm run bench [-- name …]
 * [--part NAME] [--minutes N] [--seed TEXT]`.
 */
import { benchBatch } from "./batch.ts";
import { benchBootstrap } from "./bootstrap.ts";
import { benchCampaign } from "./campaign.ts";
import { benchConclusions } from "./conclusions.ts";
import { benchCues } from "./cues.ts";
import { benchKernel } from "./kernel.ts";
import { benchLimits } from "./limits.ts";
import { benchLanguage } from "./language.ts";
import { benchGlmm } from "./glmm.ts";
import { benchImport } from "./import.ts";
import { benchHouse } from "./house.ts";
import { benchProject } from "./project.ts";
import { benchPosterior } from "./posterior.ts";
import { benchReferences } from "./references.ts";
import { benchPictures } from "./pictures.ts";
import { readOptions, type Options } from "./options.ts";
import type { Row } from "./row.ts";
import { benchQueue } from "./queue.ts";
import { benchRunner } from "./runner.ts";
import { benchSimulation } from "./simulation.ts";
import { benchSql } from "./sql.ts";
import { benchStats } from "./stats.ts";
import { benchView } from "./view.ts";

const benches: Record<string, (options: Options) => Promise<Row[]>> = {
  project: benchProject,
  runner: benchRunner,
  limits: benchLimits,
  batch: benchBatch,
  queue: benchQueue,
  simulation: benchSimulation,
  sql: benchSql,
  campaign: benchCampaign,
  stats: benchStats,
  bootstrap: benchBootstrap,
  glmm: benchGlmm,
  conclusions: benchConclusions,
  cues: benchCues,
  references: benchReferences,
  pictures: benchPictures,
  kernel: benchKernel,
  language: benchLanguage,
  posterior: benchPosterior,
  view: benchView,
  import: () => benchImport(),
  house: benchHouse,
};

const { wanted, options } = readOptions(process.argv.slice(2), Object.keys(benches));

for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const { figure, measured, target, met } of await bench(options)) {
    const mark = met === null ? " " : met ? "✓" : "✗";
    console.log(`${mark} ${figure}: ${measured}${target && ` (${target})`}`);
  }
}
