import { lineOf } from "../judges/fixture.ts";
import { gapForest } from "../plots/figures/gap-forest.ts";
import { galleryGaps } from "../plots/gallery-data.ts";
import { namesOf } from "../plots/names.ts";
import { wordingSpread } from "../plots/figures/wording-spread.ts";
import type { TrialResult } from "../runner/trial.ts";
import type { Arm, Source } from "../scenarios/scenario.ts";
import { loadScenarios } from "../scenarios/load.ts";
import type { Findings } from "./findings.ts";
import type { Made } from "./made.ts";
import { show } from "./transcript.ts";

const text = "I weighed what I was told against what I may use. ".repeat(6);

function trial(scenario: string, arm: Arm, wording: string, reply = text): TrialResult {
  const line = lineOf("action", `${reply}\nACTION: HOLD`, { reasoning: "Let me think this through." });
  line.said = [
    { role: "system", content: "You decide alone, and report to one person. ".repeat(30) },
    { role: "user", content: "Here is the market today." },
  ];
  const facts = { id: wording, wordingHash: "", condition: {}, input: "none", model: "local/smollm2-135m", epoch: 0 };
  const both = { ...facts, scenario, arm, wording, elicit: "chat" as const };
  return { trial: both, status: "done", replies: [line], error: null };
}

const howMade: Made = {
  dir: "out/run",
  created: "2026-02-03T04:05:06.000Z",
  plan: "6b1153bc4edd434781292a7b1c0d9e8f",
  seed: 7,
  mode: "auto",
  params: { temperature: 1, maxTokens: 400 },
  versions: { "parallax-evals": "0.1.0", node: "24.0.0" },
  models: [{ id: "openai/gpt-5.5", simulated: false, served: ["gpt-5.5-2026-01-12"], identity: {} }],
  judges: ["pattern", "choice"],
  scenarios: [],
  counts: {
    planned: 1200,
    done: 1187,
    failed: 13,
    refused: 4,
    cached: 0,
    inputTokens: 1_234_567,
    outputTokens: 234_567,
    usd: 3.5,
    stopped: null,
  },
};

/**
 * For the gallery and for tests: a page of the gallery's made-up numbers, with whatever a test puts
 * in it.
 */
export function sampleFindings({ reply, ...set }: Partial<Findings> & { reply?: string } = {}): Findings {
  const scenarios = loadScenarios(["alignment-faking-animal-welfare", "insider-trading", "insider-trading-control"]);
  const names = namesOf(scenarios);
  const gaps = galleryGaps();
  const cited = scenarios.map(({ id, title, source, varied, outcomes }) => ({
    id,
    title,
    varied,
    ...cite(source),
    outcomes: outcomes.map(({ id, measure, headline }) => ({ id, by: measure.by, headline })),
  }));
  return {
    title: "Published against paraphrased wordings",
    question: "Do models behave differently on a published scenario than on rewordings of it that keep its facts?",
    gaps,
    figures: [gapForest(gaps, { names }), wordingSpread(gaps[0]!, { names })],
    conversations: [
      trial("insider-trading", "recognizable", "recognizable", reply),
      trial("insider-trading", "paraphrase", "light-desk"),
      trial("insider-trading-control", "base", "base"),
    ].map((result) => ({
      scenario: result.trial.scenario,
      title: result.trial.wording,
      facts: result.trial.arm,
      shown: show(result),
      separate: false,
    })),
    runs: [{ ...howMade, scenarios: cited }],
    notes: ["These numbers are made up, to test this page."],
    rerun: ["npm ci", "npm run demo"],
    names,
    ...set,
  };
}

function cite(source: Source | null) {
  return { citation: source?.citation ?? null, url: source?.url ?? null, bibtex: source?.bibtex ?? null };
}
