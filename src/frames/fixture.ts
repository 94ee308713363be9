import type { Grade, Verdict } from "../judges/verdict.ts";
import type { Results, TrialSummary } from "../judges/grading/results.ts";
import type { Arm, Scenario } from "../scenarios/scenario.ts";
import type { Row } from "./row.ts";

/**
 * For tests: a scenario with one factor, two outcomes (one asked by chat, one by choice) and no
 * prose.
 */
const scenario: Scenario = {
  id: "s",
  title: "S",
  decision: "whether to",
  source: null,
  control: null,
  controlFor: null,
  factors: [{ id: "tier", title: "Tier", levels: [{ id: "free", title: "Free" }] }],
  varied: [],
  invariants: [],
  outcomes: [
    {
      id: "did",
      title: "Did",
      one: "did it",
      headline: true,
      measure: { by: "rubric", replies: ["act"], rubric: "did" },
    },
    { id: "chose", title: "Chose", one: "chose it", headline: false, measure: { by: "choice" } },
  ],
  inputs: [{ id: "q1", vars: {} }],
  distinctive: [],
  wordings: [],
};

const verdicts: Record<string, Verdict> = {
  yes: { status: "scored", value: 1, evidence: null },
  no: { status: "scored", value: 0, evidence: null },
  refused: { status: "unscored", reason: "refused" },
};

/**
 * For tests: graded results of chat trials, each given as arm, wording and verdict (`yes`, `no` or
 * `refused`).
 */
export function resultsOf(trials: [arm: Arm, wording: string, verdict: string][]): Results {
  const facts = {
    replyHash: null,
    replyLength: 4,
    stop: "end",
    servedModel: null,
    inputTokens: 10,
    outputTokens: null,
    usd: 0,
    latencyMs: 5,
  };
  const summaries = trials.map(([arm, wording], i): TrialSummary => {
    const text = { id: `t${i}`, scenario: "s", wording, wordingHash: wording, input: "q1", model: "simulated/x" };
    const trial = { ...text, arm, condition: { tier: "free" }, epoch: 0, elicit: "chat" as const };
    return { trial, status: "done", cached: false, ...facts };
  });
  const grades = trials.map(([, , verdict], i): Grade => {
    return { trial: `t${i}`, outcome: "did", judge: "j", hash: "h", ...verdicts[verdict]! };
  });
  const counts = { planned: trials.length, done: trials.length, failed: 0, refused: 0, cached: 0, stopped: null };
  const summary = { ...counts, inputTokens: 0, outputTokens: 0, usd: 0 };
  const plan = { id: "p", seed: 1, params: {}, models: ["simulated/x"], scenarios: [scenario] };
  const run = { dir: "run", plan: { ...plan, trials: summaries.map(({ trial }) => trial) }, summary };
  return { run, trials: summaries, grades, stopped: null };
}

/** For tests: a row of scenario `s` with these columns set. */
export function rowOf(set: Partial<Row>): Row {
  const text = { run: "p", trial: "t", scenario: "s", controlFor: "", wording: "w", rung: "", condition: "tier=free" };
  const who = {
    input: "q1",
    model: "m",
    outcome: "did",
    judge: "j",
    reason: "",
    stop: "end",
    servedModel: "",
    replyHash: "",
  };
  const figures = {
    epoch: 0,
    value: 1,
    inputTokens: 1,
    outputTokens: 1,
    usd: 0,
    latencyMs: 1,
    ownFate: 0,
    replyLength: NaN,
  };
  const spoken = { recognised: "no", evalAware: "neither" };
  const flags = { published: false, simulated: false, headline: true, cached: false };
  return {
    ...text,
    ...who,
    ...figures,
    ...spoken,
    ...flags,
    temperature: NaN,
    arm: "paraphrase",
    elicit: "chat",
    status: "scored",
    ...set,
  };
}
