import { fileURLToPath } from "node:url";
import { bundleOf } from "./bundle/bundle-of.ts";
import { keepCompiled } from "./lib/compile-cache.ts";
import { ending, require, sources } from "./lib/here.ts";

keepCompiled();
const index = fileURLToPath(new URL(`index${ending}`, sources));

/**
 * What `import "parallax-evals"` loads: all of index.ts, as one bundle from Node's compile cache, so
 * that a script does not wait for some 600 files. A static import would be compiled before the cache
 * could be enabled.
 */
export const {
  beside,
  bibtex,
  calibrationFigure,
  cells,
  checkClaims,
  claims,
  claimsFigure,
  compare,
  compareRuns,
  confusion,
  contrast,
  controlAdjusted,
  cutoff,
  cutoffScatter,
  did,
  drift,
  dryRun,
  exportCassette,
  figure,
  findingsOf,
  flipBars,
  frame,
  gap,
  gapForest,
  gapTable,
  grade,
  heatMap,
  interop,
  label,
  ladder,
  loadScenario,
  loadScenarios,
  methods,
  modelFacts,
  namesOf,
  noiseFloor,
  onRecord,
  openModel,
  openRun,
  pairs,
  pictures,
  plan,
  posteriorFigure,
  powerCurves,
  preregister,
  pullModel,
  recognition,
  recognitionScatter,
  results,
  rows,
  run,
  session,
  show,
  slopes,
  specificationCurve,
  stats,
  study,
  texts,
  untilKnown,
  view,
  wordingSpread,
  wordsAndDeeds,
  writeFindings,
} = require(bundleOf(index)) as typeof import("./index.ts");
