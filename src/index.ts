/** Everything a notebook imports. */
export * from "./scenarios/scenario.ts";
export { listScenarios } from "./scenarios/folder.ts";
export { loadScenario, loadScenarios } from "./scenarios/load.ts";
export { editWording } from "./scenarios/edits/edit-wording.ts";
export type { Change, Edit } from "./scenarios/edits/edit.ts";
export { fetchPublished, type FetchedFile, type FetchOptions } from "./scenarios/fetch.ts";
export { conditionLabel, conditions } from "./scenarios/condition.ts";
export { publishedWording } from "./scenarios/published.ts";
export { render } from "./scenarios/render.ts";
export { similarity } from "./scenarios/similarity.ts";

export * from "./models/model.ts";
export { modelFacts } from "./models/catalogue.ts";
export { openModel } from "./models/open.ts";
export { price } from "./models/price.ts";
export { simulated } from "./models/simulated.ts";
export { pullModel } from "./models/local/pull.ts";
export { hasModel } from "./models/local/weights.ts";

export * from "./runner/trial.ts";
export { describeDryRun, dryRun } from "./runner/dry-run.ts";
export { exportCassette } from "./runner/cassette.ts";
export { openRun } from "./runner/open-run.ts";
export { plan, type PlanSpec } from "./runner/plan.ts";
export { results } from "./runner/results.ts";
export { run, type RunOptions } from "./runner/run.ts";
export { session, type Spent } from "./runner/session.ts";

export { drift, type Drift } from "./judges/drift.ts";
export { checkWording } from "./judges/gate/check-wording.ts";
export { describeChecks, describeSeparation } from "./judges/gate/describe-checks.ts";
export { openGate, type Gate, type GateOptions, type WordingCheck } from "./judges/gate/gate.ts";
export { separation, type Separation } from "./judges/gate/separation.ts";
export { grade, type Grade, type GradeOptions, type Member, type Verdict } from "./judges/grade.ts";
export { importTranscripts, type Transcript } from "./judges/import-transcripts.ts";
export { label } from "./judges/label.ts";
export { readLabels, type Label } from "./judges/labels.ts";
export { probe, type ProbeOptions } from "./judges/probe.ts";
export { readTranscripts } from "./judges/read-transcripts.ts";
export { regrade } from "./judges/regrade.ts";
export { spoken, type Spoken } from "./judges/spoken.ts";
export type { Results, TrialSummary } from "./judges/results.ts";

export type { Row } from "./frames/row.ts";
export { cells, type Cell } from "./frames/cells.ts";
export { frame } from "./frames/frame.ts";
export { pairs, type Pairs } from "./frames/pairs.ts";
export { rows } from "./frames/rows.ts";
export { spokenRows } from "./frames/spoken-rows.ts";
export { toRows } from "./frames/to-rows.ts";
export { toCsv } from "./frames/to-csv.ts";

export { aa, type NoiseFloor } from "./stats/aa.ts";
export { adjust } from "./stats/adjust.ts";
export { agreement, type Agreement } from "./stats/agreement.ts";
export { bibtex } from "./stats/bibtex.ts";
export { bootstrap } from "./stats/bootstrap.ts";
export { calibration, type Calibration } from "./stats/calibration.ts";
export { consistency, type Consistency } from "./stats/consistency.ts";
export { contrast } from "./stats/contrast.ts";
export { controlAdjusted, type ControlAdjusted } from "./stats/control-adjusted.ts";
export { correctedGap, correctedRate } from "./stats/corrected.ts";
export { did } from "./stats/did.ts";
export { dose, type Dose } from "./stats/dose.ts";
export { equivalence } from "./stats/equivalence.ts";
export { gap, type Gap, type GapOptions } from "./stats/gap.ts";
export { gapTable } from "./stats/gap-table.ts";
export { glmm, type Glmm } from "./stats/glmm.ts";
export { judgeAgreement, type JudgeAgreement } from "./stats/judge-agreement.ts";
export { krippendorff } from "./stats/krippendorff.ts";
export { mcnemar } from "./stats/mcnemar.ts";
export { mediation, type Mediation } from "./stats/mediation.ts";
export { meta, type Meta } from "./stats/meta.ts";
export { methods, type MethodFacts } from "./stats/methods.ts";
export { rank } from "./stats/rank.ts";
export { clusteredRate, rate } from "./stats/rate.ts";
export { permutation } from "./stats/permutation.ts";
export { power } from "./stats/power.ts";
export { predictionPowered } from "./stats/prediction-powered.ts";
export { parseCells, readCells } from "./stats/read-cells.ts";
export { smallestGap } from "./stats/smallest-gap.ts";
export { studyCost } from "./stats/study-cost.ts";
export { twoRates } from "./stats/two-rates.ts";

export { figure, type Figure } from "./plots/figure.ts";
export { gapForest } from "./plots/gap-forest.ts";
export { ladder } from "./plots/ladder.ts";
export { namesOf } from "./plots/names.ts";
export { powerCurves } from "./plots/power-curves.ts";
export { slopes } from "./plots/slopes.ts";
export { wordingSpread } from "./plots/wording-spread.ts";

export { toSvg } from "./plots/picture.ts";

export { writeFindings, type Findings } from "./report/findings.ts";
export { madeOf } from "./report/made.ts";
export { compare, show } from "./report/transcript.ts";
export { view, type ViewOptions } from "./report/view/view.ts";
