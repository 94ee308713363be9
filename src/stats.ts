/**
 * What stands under `stats` in a notebook: statistics of numbers, of gaps and wordings, and of a
 * study's design.
 */
export { adjust, type Adjustment } from "./stats/numbers/adjust.ts";
export { confidenceSequence } from "./stats/numbers/confidence-sequence.ts";
export type { Counts, Interval } from "./stats/numbers/interval.ts";
export { mcnemar, type McNemar } from "./stats/numbers/mcnemar.ts";
export { meta, type Meta, type TauMethod } from "./stats/numbers/meta.ts";
export { permutation, type Permutation } from "./stats/numbers/permutation.ts";
export { rank } from "./stats/numbers/rank.ts";
export { clusteredRate, rate, type Rate, type RateMethod } from "./stats/numbers/rate.ts";
export { twoRates, type TwoRates } from "./stats/numbers/two-rates.ts";

export { agreement, type Agreement, type AgreementOptions, type Counted } from "./stats/agreement/agreement.ts";
export type { Label } from "./stats/agreement/read-grade.ts";
export type { ComparedSide, EqualErrors, ErrorsBySide, SideErrors } from "./stats/agreement/errors-by-side.ts";
export { krippendorff, type Krippendorff, type Metric } from "./stats/agreement/krippendorff.ts";
export {
  predictionPowered,
  type PredictionPowered,
  type PredictionPoweredOptions,
} from "./stats/agreement/prediction-powered.ts";

export { aa, type NoiseFloor } from "./stats/gap/aa.ts";
export { bootstrap, type Bootstrap, type BootstrapOptions } from "./stats/gap/bootstrap.ts";
export {
  correctedGap,
  correctedRate,
  tippingPoint,
  type Correctable,
  type CorrectedGap,
  type CorrectedRate,
  type ErrorCounts,
  type JudgeErrors,
  type SidedErrors,
} from "./stats/gap/corrected.ts";
export type { Redrawn, Resampled } from "./stats/gap/resample.ts";
export { specifications, type SpecificationOptions } from "./stats/gap/specifications.ts";
export type { Facet, Specification, SpecificationCurve } from "./stats/gap/specification.ts";
export { sequence } from "./stats/gap/sequence.ts";
export type { Look, Sequence } from "./stats/gap/looks.ts";
export { equivalence, type Equivalence } from "./stats/gap/equivalence.ts";

export { consistency, type Consistency } from "./stats/wordings/consistency.ts";
export { dose, type Distance, type Dose, type DoseOptions, type Slope } from "./stats/wordings/dose.ts";
export { flips, type FlipRow, type Flips } from "./stats/wordings/flips.ts";
export { glmm, type Glmm, type GlmmFit } from "./stats/wordings/glmm.ts";
export type { MediationPoint } from "./stats/wordings/mediation-points.ts";
export { mediation, type Effect, type Mediation, type MediationOptions } from "./stats/wordings/mediation.ts";
export type { RepeatedAsking, Share } from "./stats/wordings/repeated-asking.ts";
export { memorisationContrast, type Foreknown } from "./stats/wordings/memorisation-contrast.ts";

export type { ConsistencyFacts } from "./stats/notes/consistency-notes.ts";
export type { DoseFacts } from "./stats/notes/dose-notes.ts";
export type { GlmmObstacle } from "./stats/notes/glmm-notes.ts";
export type { MediationFacts } from "./stats/notes/mediation-notes.ts";

export { cuesTable } from "./stats/cues/cues-table.ts";
export { posteriorTable } from "./stats/posterior/posterior-table.ts";

export { bestDesign, type Spending } from "./stats/design/best-design.ts";
export type { Allocated, Allocation, BestDesign, Sought } from "./stats/design/allocation.ts";
export { calibration, type Calibrated, type Calibration } from "./stats/design/calibration.ts";
export type { Design } from "./stats/design/design.ts";
export { power, type Power, type PowerOptions } from "./stats/design/power.ts";
export { smallestGap, type SmallestGap } from "./stats/design/smallest-gap.ts";
export { studyCost, type Price } from "./stats/design/study-cost.ts";

export {
  judgeAgreement,
  type GradedTrials,
  type JudgeAgreement,
  type JudgeAgreementOptions,
} from "./stats/agreement/judge-agreement.ts";
export { cues, type CueOptions } from "./stats/cues/cues.ts";
export type {
  CueEffect,
  CueInteraction,
  CueTest,
  CuePoint,
  Cues,
  CueShare,
  DistanceEffect,
  KindShare,
  ShareOf,
  SpokenEffect,
} from "./stats/cues/cue-result.ts";
export type { FoundFactor } from "./stats/cues/factors-of.ts";
export type { Kinds } from "./stats/cues/shares.ts";
export type { CueFacts } from "./stats/notes/cue-notes.ts";
export type { Combination } from "./stats/numbers/least-squares.ts";
export type { PooledCombination } from "./stats/numbers/pool-effects.ts";
export { posterior, type PosteriorOptions } from "./stats/posterior/posterior.ts";
export type {
  AgainstMargin,
  Concluded,
  Posterior,
  SamplerCheck,
  WordingPosterior,
} from "./stats/posterior/posterior-result.ts";
export type { Prior, PriorScales } from "./stats/posterior/priors.ts";
export type { PosteriorObstacle, SamplerFacts } from "./stats/notes/posterior-notes.ts";
export type { PosteriorSummary } from "./stats/posterior/summary.ts";
export type { SamplingOptions } from "./stats/posterior/fit.ts";
