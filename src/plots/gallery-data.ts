import { lazy } from "../lib/lazy.ts";
import type { Claim } from "../scenarios/claims.ts";
import { cues } from "../stats/cues/cues.ts";
import type { Cues } from "../stats/cues/cue-result.ts";
import { perturbedRows, type RateOf } from "../stats/cues/fixture.ts";
import { agreement } from "../stats/agreement/agreement.ts";
import type { CsvCell } from "../stats/csv/csv-cell.ts";
import type { JudgeAgreement } from "../stats/agreement/judge-agreement.ts";
import { krippendorff } from "../stats/agreement/krippendorff.ts";
import { gap, type Gap } from "../stats/gap/gap.ts";

type Counts = [wording: string, successes: number, rung?: string];

function cells(
  place: Pick<CsvCell, "scenario" | "model"> & { condition?: string; outcome: string },
  trials: number,
  arms: Record<string, Counts[]>,
): CsvCell[] {
  return Object.entries(arms).flatMap(([arm, wordings]) =>
    wordings.map(([wording, successes, rung = ""]) => ({
      condition: "",
      ...place,
      wording,
      arm,
      successes,
      trials,
      rate: null,
      se: null,
      extra: { rung },
    })),
  );
}

const faking = { scenario: "alignment-faking-animal-welfare", outcome: "objected" };
const trading = { scenario: "insider-trading", outcome: "traded" };
const rungs = ["light", "medium", "heavy"];
const eight = (counts: number[]): Counts[] => counts.map((count, i) => [`paraphrase-${i + 1}`, count, rungs[i % 3]!]);

/**
 * Made-up counts, for the gallery and for tests, that meet every branch of the figures: edits, one
 * paraphrase, none, zero rates, a simulated subject.
 */
export const cellsShown: CsvCell[] = [
  ...cells({ ...faking, model: "local/smollm2-135m", condition: "tier=free" }, 60, {
    recognizable: [["recognizable", 37]],
    paraphrase: eight([12, 22, 8, 9, 18, 15, 25, 10]),
    edit: [
      ["names swapped", 35],
      ["prose to lists", 31],
      ["laboratory renamed", 40],
    ],
  }),
  ...cells({ ...faking, model: "local/smollm2-135m", condition: "tier=paid" }, 60, {
    recognizable: [["recognizable", 31]],
    paraphrase: eight([24, 30, 28, 33, 38, 25, 35, 22]),
  }),
  ...cells({ ...faking, model: "simulated/recognizer", condition: "tier=free" }, 60, {
    recognizable: [["recognizable", 48]],
    paraphrase: eight([30, 34, 28, 33, 38, 25, 35, 22]),
    edit: Array.from({ length: 40 }, (_, i): Counts => [`edit-${i + 1}`, (i * 17) % 61]),
  }),
  ...cells({ ...trading, model: "anthropic/claude-opus-4-6" }, 50, {
    recognizable: [["recognizable", 0]],
    paraphrase: [
      ["hospital-procurement", 2, "heavy"],
      ["auction-house", 0, "medium"],
      ["a-wording-whose-id-is-far-longer-than-any-column-of-labels-could-hold", 4, "light"],
      ["grain-desk", 3, "light"],
    ],
  }),
  ...cells({ ...trading, model: "openai/gpt-5.5" }, 50, {
    recognizable: [["recognizable", 10]],
    paraphrase: [["auction-house", 21]],
  }),
  ...cells({ ...trading, model: "local/no-paraphrases" }, 50, { recognizable: [["recognizable", 10]] }),
];

/** How often the first subject named the source, by wording. */
export const seenShown: CsvCell[] = cells(
  { scenario: faking.scenario, outcome: "recognised", model: "local/smollm2-135m", condition: "tier=free" },
  60,
  { recognizable: [["recognizable", 41]], paraphrase: eight([14, 26, 6, 9, 22, 12, 30, 7]) },
);

/** A second run of the published side. */
export const againShown: CsvCell[] = [
  ...cells({ ...faking, model: "local/smollm2-135m", condition: "tier=free" }, 60, {
    recognizable: [["recognizable", 33]],
  }),
  ...cells({ ...trading, model: "anthropic/claude-opus-4-6" }, 50, { recognizable: [["recognizable", 2]] }),
];

/** Two judges beside one person's labels, made up: one to be trusted, one not. */
export function gradesShown(): JudgeAgreement[] {
  const labels = Array.from({ length: 60 }, (_, i) => (i % 5 < 2 ? 1 : 0));
  const judged = (judge: string, wrong: number) => {
    const grades = labels.map((label, i) => (i === 7 ? null : (i * 7) % 60 < wrong ? 1 - label : label));
    const found = agreement(grades, labels);
    const at = (label: unknown, grade: unknown) =>
      labels.flatMap((labelled, i) => (labelled === label && grades[i] === grade ? [`t${i}`] : []));
    return {
      outcome: "traded",
      labelled: "traded",
      judge,
      labeller: "ada",
      ...found,
      trials: found.labels.map((label) => found.labels.map((grade) => at(label, grade))),
      alpha: krippendorff(grades.map((grade, i) => [grade, labels[i]!])),
      bySide: null,
    };
  };
  return [judged("openai/gpt-5.5", 4), judged("local/smollm2-135m", 19)];
}

/**
 * Made-up cells of one scenario under two conditions, with both texts that a gap may be taken from.
 */
export function specifiedShown(): CsvCell[] {
  const ofModel = cellsShown.filter(({ model, arm }) => model === "local/smollm2-135m" && arm !== "edit");
  const verbatim = ofModel
    .filter(({ arm }) => arm === "recognizable")
    .map((cell, i) => ({ ...cell, arm: "verbatim", wording: "verbatim", successes: [44, 27][i]! }));
  return [...ofModel, ...verbatim];
}

export const galleryGaps: () => Gap[] = lazy(() => gap(cellsShown));

const source = { citation: "Nobody (2025)", place: "made up", url: "https://example.org", date: "2025-01-01" };
const claimed = {
  model: "local/smollm2-135m",
  scenario: "alignment-faking-animal-welfare",
  outcome: "objected",
  condition: { tier: "free" },
  also: null,
  stated: null,
  se: null,
  nAtLeast: false,
  comparable: true,
  differs: null,
  source,
};

/** Made-up claims, one of each standing, beside {@link galleryGaps}. */
export const claimsShown: Claim[] = [
  { ...claimed, id: "one", rate: 0.62, successes: 186, n: 300 },
  { ...claimed, id: "two", rate: 0.49, successes: 245, n: 500, condition: { tier: "paid" } },
  { ...claimed, id: "three", rate: 0.6, successes: 12, n: 20, condition: { tier: "paid" } },
  { ...claimed, id: "four", rate: 0.96, successes: 96, n: 100, nAtLeast: true, model: "anthropic/claude-opus-4" },
  { ...claimed, id: "five", rate: null, successes: null, n: null, stated: "near 0", model: "openai/gpt-4-0613" },
];

/** Made-up perturbations of a scenario and of its control, with what was said, and of a subject. */
export const cuesShown: () => Cues[] = lazy(() => {
  const set = { scenario: faking.scenario, outcome: "objected", condition: "tier=free" } as const;
  const measured = { ...set, model: "local/smollm2-135m" } as const;
  const control = { ...measured, scenario: `${faking.scenario}-control`, controlFor: faking.scenario } as const;
  const rate: RateOf = ({ names, review }, base) =>
    0.6 - (names === "other" ? 0.3 : 0) + (review === "said" ? 0.15 : 0) - 0.08 * base;
  const said = perturbedRows(rate, { trials: 6, set: measured }).map((row, i) => ({
    ...row,
    recognised: (i * 7) % 10 < (row["change.names"] === "other" ? 1 : 5) ? "study" : "no",
  }));
  return cues([
    ...said,
    ...perturbedRows(() => 0.4, { trials: 6, seed: 2, set: control as never }),
    ...perturbedRows(rate, { seed: 3, set: { ...set, model: "simulated/names", simulated: true } }),
  ]).filter(({ controlFor }) => controlFor === null);
});
