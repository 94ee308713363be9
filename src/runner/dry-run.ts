import { checkOptions } from "../lib/check-options.ts";
import { dollars, whole } from "../lib/number-text.ts";
import { price } from "../models/price.ts";
import { askedTier } from "../models/service-tier.ts";
import { conditionLabel } from "../scenarios/condition.ts";
import { offeredTools } from "./offered-tools.ts";
import type { Ask } from "./script.ts";
import { nextOf, stages, type Stage } from "./stage.ts";
import { tally, type Tallied } from "./trials/tally.ts";
import type { Plan, ReplyLine } from "./trial.ts";

/**
 * What a model would be asked. Tokens and USD are estimates; `usd` is null where the price is not
 * known.
 */
export interface ModelEstimate {
  model: string;
  trials: number;
  /** At most: the longest way through each script. */
  calls: number;
  inputTokens: number;
  outputTokens: number;
  usd: number | null;
}

/** What a plan would cost if nothing of it were cached. Shows itself as a table. */
export interface DryRun {
  trials: number;
  models: ModelEstimate[];
  usd: number | null;
  /** How the estimate was made. */
  basis: string;
}

type Cost = Pick<ModelEstimate, "calls" | "inputTokens" | "outputTokens">;

const charactersAToken = 4;
const usualReply = 400;

/**
 * Estimates what a plan would ask and cost, without asking anything: four characters a token, and
 * every reply as long as `maxTokens`, or 400 tokens where the plan does not bound it (reasoning
 * models may use many times that), at the price of batches where it will ask by them.
 *
 * @example
 * dryRun(plan({ ...spec, models: ["anthropic/claude-opus-4-6"] }))
 */
export function dryRun(plan: Plan, options: { batch?: boolean } = {}): DryRun {
  const { batch = false } = checkOptions("dryRun", options, { batch: true });
  const stageOf = stages(plan);
  const assumed = plan.params.maxTokens ?? usualReply;
  const asked = batch ? "batch" : askedTier(plan.params);
  const tier = asked && { tier: asked };
  const known = new Map<string, Cost>();
  const costOf = (trial: Tallied["trial"]): Cost => {
    const { scenario, wording, condition, input, elicit } = trial;
    const stage = stageOf(trial);
    const key = [scenario, wording, conditionLabel(condition), input, elicit].join("\n");
    const cost =
      known.get(key) ??
      costOfScript(longest(stage, trial, []), toolsOf(stage, trial), elicit === "choice" ? 1 : assumed);
    known.set(key, cost);
    return cost;
  };
  const tallied = [...tally(plan)];
  const models = plan.models.map((model): ModelEstimate => {
    const ofModel = tallied.filter(({ trial }) => trial.model === model);
    const costs = ofModel.map(({ trial, count }) => ({ cost: costOf(trial), count }));
    const sum = (key: keyof Cost) => costs.reduce((total, { cost, count }) => total + count * cost[key], 0);
    const tokens = { inputTokens: Math.round(sum("inputTokens")), outputTokens: sum("outputTokens") };
    const usage = {
      input: tokens.inputTokens,
      output: tokens.outputTokens,
      cachedInput: null,
      reasoning: null,
      ...tier,
    };
    return {
      model,
      trials: costs.reduce((total, { count }) => total + count, 0),
      calls: sum("calls"),
      ...tokens,
      usd: price(model, usage),
    };
  });
  const usd = models.reduce<number | null>(
    (sum, model) => (sum === null || model.usd === null ? null : sum + model.usd),
    0,
  );
  const chats = tallied.some(({ trial }) => trial.elicit === "chat");
  const unbounded = plan.params.maxTokens === undefined ? ", which nothing bounds: set maxTokens" : "";
  const replies = chats ? ` and ${assumed} tokens a reply${unbounded}` : "";
  const basis = `estimated at ${charactersAToken} characters a token${replies}; at most, with nothing cached${batch ? ", at the price of batches" : asked ? `, at the price of ${asked}` : ""}`;
  const report: DryRun = { trials: plan.trials.length, models, usd, basis };
  const shown = () => ({ "text/plain": describeDryRun(report) });
  return Object.defineProperty(report, Symbol.for("Jupyter.display"), { value: shown });
}

/** The estimate as lines of text. */
export function describeDryRun({ trials, models, usd, basis }: DryRun): string {
  const money = (value: number | null) => (value === null ? "price unknown" : dollars(value));
  const lines = models.map(
    (row) =>
      `${row.model}: ${whole(row.trials)} trials, ${whole(row.calls)} calls, ${whole(row.inputTokens)} tokens in, ${whole(row.outputTokens)} out, ${money(row.usd)}`,
  );
  return [...lines, `in all: ${whole(trials)} trials, ${money(usd)}`, `(${basis})`].join("\n");
}

/**
 * The way through a script that asks most, taken by giving each reply every reading it has an
 * example of.
 */
function longest(stage: Stage, trial: Tallied["trial"], replies: ReplyLine[]): Ask[] {
  const ask = nextOf(stage, trial, replies);
  if (ask === null) return [];
  const texts = Object.values(stage.wording.examples[ask.turn] ?? {});
  const ways = (texts.length > 0 ? texts : ["…"]).map((text) => {
    const reply = { text, stop: "end" } as ReplyLine["reply"];
    return longest(stage, trial, [...replies, { turn: ask.turn, said: ask.said, reply } as ReplyLine]);
  });
  return [ask, ...ways.reduce((best, way) => (way.length > best.length ? way : best))];
}

/** Tokens of the tools that go with each call. */
function toolsOf({ wording }: Stage, { condition, elicit }: Tallied["trial"]): number {
  const tools = elicit === "choice" ? null : offeredTools(wording, condition);
  return tools === null ? 0 : JSON.stringify(tools).length / charactersAToken;
}

function costOfScript(asks: Ask[], toolTokens: number, replyTokens: number): Cost {
  let inputTokens = asks.length * toolTokens;
  let conversation = 0;
  for (const { said, choices } of asks) {
    const now = said.reduce((sum, { content }) => sum + content.length / charactersAToken, 0);
    inputTokens += conversation + now;
    if (choices === null) conversation += now + replyTokens;
  }
  return { calls: asks.length, inputTokens, outputTokens: asks.length * replyTokens };
}
