/**
 * What stands under `texts` in a notebook: bringing published texts, writing others, and checking
 * that they say the same.
 */
export type { GateFacts } from "./judges/gate/gate-record.ts";
export type { Clash, GateRules, InputMark, OwnRules, RungMeasure, Stated } from "./scenarios/gate/gate-rules.ts";
export type { Mark, ReaderCheck } from "./scenarios/reading/mark.ts";
export { editWording } from "./scenarios/edits/edit-wording.ts";
export type { Change } from "./scenarios/edits/change.ts";
export type { Edit } from "./scenarios/edits/edit.ts";
export { fetchPublished, type FetchedFile, type FetchOptions } from "./scenarios/fetch.ts";
export type { TextMeasures } from "./scenarios/gate/check-text.ts";
export type { Finding } from "./scenarios/gate/finding.ts";
export type { Tone } from "./scenarios/gate/tone.ts";
export { perturbations, type Perturbations, type PerturbOptions } from "./scenarios/perturbations/perturbations.ts";
export type { DesignQuality } from "./lib/d-optimal/quality.ts";
export type { Place } from "./scenarios/edits/add-text.ts";
export type { TextFactor, TextLevel } from "./scenarios/perturbations/text-factor.ts";
export type { PublishedFile, VerbatimSpec } from "./scenarios/verbatim/spec.ts";
export { checkWording } from "./judges/gate/check-wording.ts";
export type { GateOptions, WordingCheck } from "./judges/gate/gate.ts";
export { paraphrase, type ParaphraseOptions, type Paraphrases } from "./judges/writing/paraphrase.ts";
export { translateWording, type TranslateOptions, type Translation } from "./judges/writing/translate-wording.ts";
