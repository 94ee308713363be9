/** Everything a notebook imports. */
export * from "./scenarios/scenario.ts";
export { claims, type Claim } from "./scenarios/claims.ts";
export { listScenarios } from "./scenarios/folder.ts";
export { loadScenario, loadScenarios } from "./scenarios/load.ts";
export { editWording } from "./scenarios/edits/edit-wording.ts";
export type { Change, Edit } from "./scenarios/edits/edit.ts";
export { fetchPublished, type FetchedFile, type FetchOptions } from "./scenarios/fetch.ts";
export { conditionLabel, conditions } from "./scenarios/condition.ts";
export { publishedWording } from "./scenarios/published.ts";
export { redact, redactor } from "./scenarios/redact.ts";
export { unspoiled } from "./scenarios/unspoiled.ts";
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
export type { PlanSpec } from "./runner/plan-spec.ts";
export { plan } from "./runner/plan.ts";
export { results } from "./runner/results.ts";
export { run, type RunOptions } from "./runner/run.ts";
export { session } from "./runner/session.ts";
export type { Spent } from "./runner/spend.ts";

export type { Drift } from "./judges/grading/describe-drift.ts";
export { drift } from "./judges/grading/drift.ts";
export { checkWording } from "./judges/gate/check-wording.ts";
export { describeChecks, describeSeparation } from "./judges/gate/describe-checks.ts";
export { openGate, type Gate, type GateOptions, type WordingCheck } from "./judges/gate/gate.ts";
export { paraphrase, type ParaphraseOptions, type Paraphrases } from "./judges/writing/paraphrase.ts";
export { translateWording, type TranslateOptions, type Translation } from "./judges/writing/translate-wording.ts";
export { separation, type Separation } from "./judges/gate/separation.ts";
export type { GradeOptions } from "./judges/grading/grade-options.ts";
export { grade } from "./judges/grading/grade.ts";
export type { Grade, Member, Verdict } from "./judges/verdict.ts";
export { importTranscripts, type Transcript } from "./judges/transcripts/import-transcripts.ts";
export { readLabels, type Label } from "./judges/labels/labels.ts";
export {
  measureMemorisation,
  type Memorisation,
  type MemorisationOptions,
} from "./judges/recognition/measure-memorisation.ts";
export { planProbe, type ProbeOptions } from "./judges/recognition/plan-probe.ts";
export { readTranscripts } from "./judges/transcripts/read-transcripts.ts";
export { regrade } from "./judges/grading/regrade.ts";
export { spoken, type Spoken } from "./judges/recognition/spoken.ts";
export type { Results, TrialSummary } from "./judges/grading/results.ts";

export type { Row } from "./frames/row.ts";
export { cells, type Cell } from "./frames/cells.ts";
export { foretoldRows } from "./frames/foretold.ts";
export { frame } from "./frames/frame.ts";
export { pairs, type Pairs } from "./frames/pairs.ts";
export { rows } from "./frames/rows.ts";
export { spokenRows } from "./frames/spoken-rows.ts";
export { toRows } from "./frames/to-rows.ts";
export { toCsv } from "./frames/to-csv.ts";

export { aa, type NoiseFloor } from "./stats/gap/aa.ts";
export { adjust } from "./stats/numbers/adjust.ts";
export { agreement, type Agreement } from "./stats/agreement/agreement.ts";
export { aroundCutoff, type AroundCutoff } from "./stats/gap/around-cutoff.ts";
export { bibtex } from "./stats/paper/bibtex.ts";
export { bootstrap } from "./stats/gap/bootstrap.ts";
export { calibration, type Calibration } from "./stats/design/calibration.ts";
export { checkClaims, type ClaimCheck, type ClaimOptions, type Standing } from "./stats/claims/check-claims.ts";
export { consistency, type Consistency } from "./stats/wordings/consistency.ts";
export { contrast } from "./stats/gap/contrast.ts";
export { controlAdjusted, type ControlAdjusted } from "./stats/gap/control-adjusted.ts";
export { correctedGap, correctedRate } from "./stats/gap/corrected.ts";
export { did } from "./stats/gap/did.ts";
export { dose, type Dose } from "./stats/wordings/dose.ts";
export { equivalence } from "./stats/gap/equivalence.ts";
export { flips, type Flips } from "./stats/wordings/flips.ts";
export { gap, type Gap, type GapOptions } from "./stats/gap/gap.ts";
export { gapTable } from "./stats/gap/gap-table.ts";
export { glmm, type Glmm } from "./stats/wordings/glmm.ts";
export { judgeAgreement, type JudgeAgreement } from "./stats/agreement/judge-agreement.ts";
export { krippendorff } from "./stats/agreement/krippendorff.ts";
export { mcnemar } from "./stats/numbers/mcnemar.ts";
export { mediation, type Mediation } from "./stats/wordings/mediation.ts";
export { memorisationContrast, type Foreknown } from "./stats/wordings/memorisation-contrast.ts";
export { meta, type Meta } from "./stats/numbers/meta.ts";
export { methods, type MethodFacts } from "./stats/paper/methods.ts";
export { rank } from "./stats/numbers/rank.ts";
export { clusteredRate, rate } from "./stats/numbers/rate.ts";
export { permutation } from "./stats/numbers/permutation.ts";
export { power } from "./stats/design/power.ts";
export { predictionPowered } from "./stats/agreement/prediction-powered.ts";
export { parseCells, readCells } from "./stats/csv/read-cells.ts";
export { smallestGap } from "./stats/design/smallest-gap.ts";
export { studyCost } from "./stats/design/study-cost.ts";
export { twoRates } from "./stats/numbers/two-rates.ts";

export { beside } from "./plots/figures/beside.ts";
export { calibrationFigure } from "./plots/figures/calibration-figure.ts";
export { claimsFigure } from "./plots/figures/claims-figure.ts";
export { confusion } from "./plots/figures/confusion.ts";
export { cutoffScatter } from "./plots/figures/cutoff-scatter.ts";
export { figure, type Figure } from "./plots/figure.ts";
export { flipBars } from "./plots/figures/flip-bars.ts";
export { gapForest } from "./plots/figures/gap-forest.ts";
export { heatMap } from "./plots/figures/heat-map.ts";
export { ladder } from "./plots/figures/ladder.ts";
export { namesOf } from "./plots/names.ts";
export { noiseFloor } from "./plots/figures/noise-floor.ts";
export { powerCurves } from "./plots/figures/power-curves.ts";
export { recognitionScatter } from "./plots/figures/recognition-scatter.ts";
export { slopes } from "./plots/figures/slopes.ts";
export { wordingSpread } from "./plots/figures/wording-spread.ts";
export { wordsAndDeeds } from "./plots/figures/words-and-deeds.ts";

export { toPdf, toPng, toSvg, type PictureOptions } from "./plots/picture.ts";

export { label } from "./report/label/label.ts";
export { writeFindings, type Findings } from "./report/findings.ts";
export { madeOf } from "./report/made.ts";
export { compare, show } from "./report/transcript.ts";
export { view, type ViewOptions } from "./report/view/view.ts";
