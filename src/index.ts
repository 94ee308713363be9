/**
 * Everything a notebook imports: the study's verbs and nouns, figures by their names, and what
 * belongs together under one: `stats`, `texts`, `recognition`, `interop`, `pictures`.
 */
export { study, type Study, type StudyOptions } from "./study/study.ts";
export { compareRuns, type GapChange } from "./study/compare-runs.ts";
export { onRecord, preregister, type PreregisterOptions } from "./study/preregister.ts";
export { untilKnown, type Known } from "./study/until-known.ts";

export * from "./scenarios/scenario.ts";
export type { Channel } from "./scenarios/channel.ts";
export { claims, type Claim, type ClaimEntry } from "./scenarios/claims.ts";
export type { OutcomeId, ScenarioId } from "./scenarios/known.ts";
export { loadScenario, loadScenarios, type LoadOptions } from "./scenarios/load.ts";
export * as texts from "./texts.ts";

export type {
  Context,
  Message,
  Model,
  Params,
  Reply,
  Request,
  Stop,
  Tier,
  CacheMark,
  Tool,
  ToolCall,
  TrialFacts,
  Usage,
} from "./models/model.ts";
export { modelFacts, type ModelFacts } from "./models/catalogue.ts";
export { pullModel, type PullOptions, type PullProgress } from "./models/local/pull.ts";
export type { BatchDoor, BatchOutcome, BatchRequest, BatchState, LostBatch } from "./models/batch/batch.ts";
export type { Counted, RateLimit, RateLimits } from "./models/limits/rate-limits.ts";
export type { ModelId } from "./models/known.ts";
export type { OpenOptions } from "./models/open-options.ts";
export { openModel } from "./models/open.ts";

export * from "./runner/trial.ts";
export { exportCassette } from "./runner/cassette.ts";
export { dryRun, type DryRun, type ModelEstimate } from "./runner/dry-run.ts";
export type { Mode } from "./runner/lookup.ts";
export type { BatchOptions } from "./runner/batch/batch-options.ts";
export type { QueueOptions } from "./runner/queue/queue-options.ts";
export type { BatchCounts } from "./runner/batch/batching.ts";
export { openRun } from "./runner/open-run.ts";
export type { PlanSpec } from "./runner/plan-spec.ts";
export { plan } from "./runner/plan.ts";
export type { Until } from "./runner/enough.ts";
export type { Progress } from "./runner/progress.ts";
export { results } from "./runner/results.ts";
export type { RetryPolicy } from "./runner/retry.ts";
export { run, type RunOptions } from "./runner/run.ts";
export { session } from "./runner/session.ts";
export type { CacheUse } from "./runner/cache-use.ts";
export type { LimitStand } from "./runner/pace/buckets.ts";
export type { PaceStand } from "./runner/pace/pace.ts";
export type { ModelLimits } from "./runner/pace/pacing.ts";
export type { Spend, Spent } from "./runner/spend.ts";

export type { AskOptions } from "./judges/asking/ask-options.ts";
export type { Drift } from "./judges/grading/describe-drift.ts";
export { drift, type Graded } from "./judges/grading/drift.ts";
export type { GradeOptions } from "./judges/grading/grade-options.ts";
export { grade } from "./judges/grading/grade.ts";
export type { PanelRule } from "./judges/grading/combine.ts";
export type { PanelOptions } from "./judges/grading/panel.ts";
export type { Results, TrialSummary } from "./judges/grading/results.ts";
export type { LabelOptions, LabelSheet } from "./judges/labels/draw-labels.ts";
export type { Grade, Member, Verdict, Unjudged } from "./judges/verdict.ts";
export * as recognition from "./recognition.ts";
export * as interop from "./interop.ts";

export { cells, type Cell } from "./frames/cells.ts";
export { frame } from "./frames/frame.ts";
export { pairs, type MissingCell, type PairKey, type PairRow, type Pairs } from "./frames/pairs.ts";
export type { Perturbed } from "./frames/perturbed.ts";
export type { Row } from "./frames/row.ts";
export { rows, type ResultRow } from "./frames/rows.ts";
export type { Side } from "./frames/side.ts";
export type { CodedFrame, Codes, FrameColumns, FrameData, FrameLike, OpenFrame } from "./frames/open-frame.ts";

export type { TableFormat } from "./lib/table-format.ts";
export * as stats from "./stats.ts";
export { checkClaims, type ClaimCheck, type ClaimOptions, type Standing } from "./stats/claims/check-claims.ts";
export type { ClaimLack } from "./stats/claims/claim-check.ts";
export { contrast, type Contrast } from "./stats/gap/contrast.ts";
export { controlAdjusted, type ControlAdjusted } from "./stats/gap/control-adjusted.ts";
export { cutoff, type CannotTell, type Cutoff, type CutoffSide } from "./stats/gap/cutoff.ts";
export { did, type Compared } from "./stats/gap/did.ts";
export type { Adjusted, BothQuestions, Difference, Question } from "./stats/gap/difference.ts";
export type { Estimate } from "./stats/gap/estimated-gap.ts";
export { gap, type Gap, type GapOptions } from "./stats/gap/gap.ts";
export type { Column } from "./stats/groups/strata.ts";
export type { Judged, JudgedOptions } from "./stats/gap/provisional.ts";
export type { OnRecord, RecordedContrast, Registration } from "./stats/gap/registered.ts";
export type { Recorded, RecordedField, Registered } from "./stats/notes/registered-note.ts";
export { gapTable } from "./stats/gap/gap-table.ts";
export type { ContrastOf } from "./stats/groups/contrast-of.ts";
export type { Dropped } from "./stats/groups/dropped.ts";
export type { Clustering, Pooled, StandIn, WordingRate } from "./stats/groups/group.ts";
export type { GapData } from "./stats/groups/groups-of.ts";
export type { Place } from "./stats/groups/place.ts";
export type { Served } from "./stats/groups/served.ts";
export type { RunDifference } from "./stats/notes/floor-notes.ts";
export type { EstimateFacts, GapFacts, PublishedIs } from "./stats/notes/gap-notes.ts";
export type { Copies, GroupFacts } from "./stats/notes/group-notes.ts";
export type { CountedPerturbations } from "./stats/notes/perturbed-note.ts";
export type { Missing, MissingSide } from "./stats/notes/missing-note.ts";
export type {
  ErrorsApart,
  LabelledJudge,
  PoorAgreement,
  Provisional,
  TippingPoint,
} from "./stats/notes/provisional-note.ts";
export { bibtex, type Cited, type Used } from "./stats/paper/bibtex.ts";
export { methods, type MethodFacts } from "./stats/paper/methods.ts";

export type { FigureSpec } from "./plots/figure-spec.ts";
export { figure, type Figure } from "./plots/figure.ts";
export type { PlainFigure } from "./plots/plain-figure.ts";
export { beside, type BesideOptions } from "./plots/figures/beside.ts";
export { calibrationFigure } from "./plots/figures/calibration-figure.ts";
export { claimsFigure, type ClaimsFigureOptions } from "./plots/figures/claims-figure.ts";
export { confusion, type ConfusionOptions } from "./plots/figures/confusion.ts";
export { cutoffScatter, type CutoffOptions } from "./plots/figures/cutoff-scatter.ts";
export { flipBars, type FlipOptions } from "./plots/figures/flip-bars.ts";
export { gapForest, type ForestOptions } from "./plots/figures/gap-forest.ts";
export { heatMap, type HeatMapOptions } from "./plots/figures/heat-map.ts";
export { ladder, type LadderOptions } from "./plots/figures/ladder.ts";
export { noiseFloor, type NoiseFloorOptions } from "./plots/figures/noise-floor.ts";
export { posteriorFigure, type PosteriorFigureOptions } from "./plots/figures/posterior-figure.ts";
export { powerCurves, type PowerCurvesOptions } from "./plots/figures/power-curves.ts";
export { recognitionScatter, type RecognitionOptions } from "./plots/figures/recognition-scatter.ts";
export { specificationCurve, type SpecificationCurveOptions } from "./plots/figures/specification-curve.ts";
export { slopes, type SlopesOptions } from "./plots/figures/slopes.ts";
export { wordingSpread, type SpreadOptions } from "./plots/figures/wording-spread.ts";
export { wordsAndDeeds, type WordsAndDeedsOptions } from "./plots/figures/words-and-deeds.ts";
export type { Quantity } from "./plots/power-words.ts";
export { namesOf, type Names } from "./plots/names.ts";
export * as pictures from "./pictures.ts";

export type { Conversation } from "./report/conversations.ts";
export type { Elsewhere } from "./report/elsewhere-section.ts";
export { writeFindings, type Findings } from "./report/findings.ts";
export { label } from "./report/label/label.ts";
export { findingsOf, type FindingsOptions } from "./report/findings-of.ts";
export type { Made } from "./report/made.ts";
export type { LocalServer } from "./report/local-server.ts";
export { compare, show, type ShowOptions, type ShownTranscript } from "./report/transcript.ts";
export { view, type ViewOptions } from "./report/view/view.ts";
