import assert from "node:assert/strict";
import { test } from "node:test";
import * as parallax from "./index.ts";

/** Where each public function takes options, counted from 0; null: it takes none. */
const takes: Record<string, number | null> = {
  beside: 2,
  bibtex: 1,
  calibrationFigure: 1,
  cells: null,
  checkClaims: 2,
  claims: null,
  claimsFigure: 1,
  compare: 1,
  compareRuns: 2,
  confusion: 1,
  contrast: 2,
  controlAdjusted: 1,
  cutoff: 2,
  cutoffScatter: 1,
  did: 2,
  drift: null,
  dryRun: 1,
  exportCassette: null,
  figure: 0,
  findingsOf: 2,
  flipBars: 1,
  frame: null,
  gap: 1,
  gapForest: 1,
  gapTable: 1,
  grade: 1,
  heatMap: 1,
  label: 1,
  ladder: 1,
  loadScenario: 1,
  loadScenarios: 1,
  methods: 1,
  modelFacts: null,
  namesOf: null,
  noiseFloor: 2,
  onRecord: null,
  openModel: 1,
  openRun: null,
  pairs: 1,
  plan: 0,
  posteriorFigure: 1,
  powerCurves: 1,
  preregister: 1,
  pullModel: 1,
  recognitionScatter: 1,
  results: null,
  rows: null,
  run: 1,
  show: 1,
  slopes: 1,
  specificationCurve: 1,
  study: 0,
  untilKnown: 1,
  view: 1,
  wordingSpread: 1,
  wordsAndDeeds: 2,
  writeFindings: 1,
  "interop.importReplies": 2,
  "interop.importTranscripts": 1,
  "interop.readCells": 1,
  "interop.readLabels": null,
  "interop.readTranscripts": 1,
  "interop.sql": null,
  "interop.toCsv": null,
  "pictures.cueForest": 1,
  "pictures.cueMap": 1,
  "pictures.cueShares": 1,
  "pictures.toPdf": 1,
  "pictures.toPng": 1,
  "pictures.toSvg": 1,
  "recognition.foretoldRows": null,
  "recognition.measureMemorisation": 2,
  "recognition.planProbe": 2,
  "recognition.spokenRows": null,
  "stats.aa": 2,
  "stats.adjust": 1,
  "stats.agreement": 2,
  "stats.bestDesign": 1,
  "stats.bootstrap": 1,
  "stats.calibration": 1,
  "stats.clusteredRate": 2,
  "stats.confidenceSequence": 1,
  "stats.consistency": 1,
  "stats.correctedGap": 2,
  "stats.correctedRate": 2,
  "stats.cues": 1,
  "stats.cuesTable": 1,
  "stats.dose": 1,
  "stats.equivalence": 1,
  "stats.flips": 1,
  "stats.glmm": 1,
  "stats.judgeAgreement": 2,
  "stats.krippendorff": 1,
  "stats.mcnemar": null,
  "stats.mediation": 2,
  "stats.memorisationContrast": 2,
  "stats.meta": 2,
  "stats.permutation": 1,
  "stats.posterior": 1,
  "stats.posteriorTable": 1,
  "stats.power": 1,
  "stats.predictionPowered": 3,
  "stats.rank": null,
  "stats.rate": 2,
  "stats.sequence": 1,
  "stats.smallestGap": 1,
  "stats.specifications": 1,
  "stats.studyCost": 2,
  "stats.tippingPoint": null,
  "stats.twoRates": 2,
  "texts.checkWording": 2,
  "texts.editWording": null,
  "texts.fetchPublished": 1,
  "texts.paraphrase": 1,
  "texts.perturbations": 1,
  "texts.translateWording": 2,
};

type Call = (...values: unknown[]) => unknown;

const functionsOf = (from: object, prefix = ""): [string, Call][] =>
  Object.entries(from).flatMap(([name, value]): [string, Call][] => {
    if (typeof value === "function") return [[prefix + name, value as Call]];
    const isPart = Object.prototype.toString.call(value) === "[object Module]";
    return isPart ? functionsOf(value as object, `${name}.`) : [];
  });
const all = functionsOf(parallax);

/** What must be there before the options are looked at. */
const before: Record<string, unknown[]> = {
  compare: [{ trial: {}, replies: [] }],
  grade: [{ dir: "none", plan: { trials: [] } }],
  run: [{ trials: [] }],
};

async function said(name: string, call: Call, options: unknown): Promise<string> {
  const at = takes[name]!;
  const first = Array.from({ length: at }, (_, i) => before[name]?.[i] ?? {});
  try {
    await call(...first, options);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
}

test("every public function says whether it takes options", () => {
  assert.deepEqual(all.map(([name]) => name).toSorted(), Object.keys(takes).toSorted());
});

for (const [name, call] of all.filter(([each]) => typeof takes[each] === "number"))
  test(`${name} refuses an option there is not`, async () => {
    const message = await said(name, call, name === "figure" ? { data: [], levle: 0.9 } : { levle: 0.9 });
    assert.match(message, /has no option "levle": expected /);
  });

test("what are no options is refused", async () => {
  assert.throws(() => parallax.stats.rate(3, 10, 0.9 as never), /rate takes options as \{ method: … \}, not 0\.9/);
  assert.throws(() => parallax.gap([], ["model"] as never), /gap takes options as \{ by: … \}, not an array of 1/);
  assert.throws(() => parallax.gap([], null as never), /gap takes options as \{ by: … \}, not null/);
});

const within: [string, () => unknown, RegExp][] = [
  [
    "a retry policy",
    () => parallax.run({ id: "none", trials: [] } as never, { retry: { attemps: 3 } as never }),
    /retry has no option "attemps": .*did you mean attempts\?/,
  ],
  [
    "a batch",
    () => parallax.run({ id: "none", trials: [] } as never, { batch: { poll: 3 } as never }),
    /batch has no option "poll": .*did you mean pollMs\?/,
  ],
  [
    "a queue",
    () => parallax.run({ id: "none", trials: [] } as never, { queue: { address: "embedded", lease: 30 } as never }),
    /queue has no option "lease": .*did you mean leaseSeconds\?/,
  ],
  [
    "parameters",
    () =>
      parallax.plan({
        scenarios: ["insider-trading"],
        models: ["simulated/steady"],
        params: { temprature: 1 } as never,
      }),
    /params has no option "temprature": .*did you mean temperature\?/,
  ],
  [
    "a design",
    () => parallax.stats.power({ k: 3, n: 10, rate: 0.5, gap: 0.1, tua: 0.8 } as never),
    /design has no option "tua": .*did you mean tau\?/,
  ],
  [
    "what is spent",
    () => parallax.stats.bestDesign({ usd: 50, gap: 0.2, trailUsd: 1 } as never),
    /has no option "trailUsd": .*did you mean trialUsd\?/,
  ],
  [
    "priors",
    () => parallax.stats.posterior([], { priors: { sds: 1 } as never }),
    /priors has no option "sds": .*did you mean sd\?/,
  ],
  [
    "a contrast",
    () => parallax.contrast([], { column: "model", plus: "a", minus: "b", level: 0.9 } as never),
    /contrast has no option "level"/,
  ],
  ["a budget", () => parallax.session.budget({ uds: 3 } as never), /budget has no option "uds": .*did you mean usd\?/],
  [
    "perturbations of a plan",
    () =>
      parallax.plan({
        scenarios: ["insider-trading"],
        models: ["simulated/steady"],
        perturb: { resolutoin: 4 } as never,
      }),
    /perturbations has no option "resolutoin"/,
  ],
];

for (const [what, call, expected] of within)
  test(`${what} with a field there is not is refused`, async () => {
    await assert.rejects(async () => call(), expected);
  });
