import { parseArgs } from "node:util";
import type { Params } from "../models/model.ts";
import { describe } from "../runner/describe.ts";
import { describeDryRun, dryRun } from "../runner/dry-run.ts";
import type { Mode } from "../runner/lookup.ts";
import type { PlanSpec } from "../runner/plan-spec.ts";
import { plan } from "../runner/plan.ts";
import { run, type RunOptions } from "../runner/run.ts";
import type { Elicit, Plan } from "../runner/trial.ts";
import type { Channel } from "../scenarios/channel.ts";
import type { Arm } from "../scenarios/scenario.ts";
import { interruptible } from "./interruptible.ts";
import { given, numberOf } from "./options.ts";
import { sayUnknowns } from "./say-unknowns.ts";

const usage = `usage: parallax run --scenario ID[,ID…] --model ID[,ID…] [options]

  --scenario ID     a shipped scenario, or ./FOLDER of your own; several by commas
  --model ID        such as local/smollm2-135m or anthropic/claude-opus-4-6; several by commas
  --epochs N        repetitions of every cell (1)
  --elicit WAY      chat, choice, or both by a comma (chat)
  --arms ARM        verbatim, recognizable, paraphrase, edit, base, by commas (all but edit)
  --channel WAY     tags, tools, or both by a comma: act by marks in the reply, or by tool calls (tags)
  --inputs N        only the first N inputs of a scenario (all)
  --controls        each scenario's unpublished control too
  --same-model      also ask a model wordings that it wrote itself
  --temperature T   --max-tokens N   passed to the model; left to the provider when absent
  --seed N          of the order, and of what samples reproducibly (1)
  --concurrency N   trials under way at once (20)
  --budget USD      what the run may cost in all
  --mode MODE       auto, record, replay or off (auto)
  --cassette FILE   replies to look in before the cache
  --out DIR         run folder (out/runs/…)
  --dry-run         trials, calls, tokens and USD; asks nothing

Ctrl-C asks nothing new and waits for what is under way; a second one cuts that off. Run the same again to go on.`;

const list = { type: "string", multiple: true } as const;
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  scenario: list,
  model: list,
  elicit: list,
  arms: list,
  epochs: text,
  channel: list,
  inputs: text,
  controls: flag,
  "same-model": flag,
  temperature: text,
  "max-tokens": text,
  seed: text,
  concurrency: text,
  budget: text,
  mode: text,
  cassette: text,
  out: text,
  "dry-run": flag,
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** `parallax run`. Exit code 0 when every trial is done, 1 when some are not, 2 when an error ended it, 130 when interrupted. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) return say(usage);
    if (!values.scenario || !values.model) throw new Error("name --scenario and --model");
    const planned = plan(specOf(values));
    sayUnknowns(planned.models);
    if (values["dry-run"]) return say(describeDryRun(dryRun(planned)));
    return await interruptible((signals) => runAndDescribe(planned, { ...runOptionsOf(values), ...signals }));
  } catch (error) {
    console.error(`parallax run: ${(error as Error).message}`);
    return 2;
  }
}

function say(text: string): number {
  console.log(text);
  return 0;
}

async function runAndDescribe(planned: Plan, options: RunOptions): Promise<number> {
  const { dir, summary } = await run(planned, options);
  console.log(`${describe(summary)}\n${dir}`);
  return options.signal?.aborted ? 130 : summary.done === summary.planned ? 0 : 1;
}

const split = (values: string[] | undefined) =>
  values?.flatMap((value) => value.split(",")).map((value) => value.trim());

function specOf(values: Values): PlanSpec {
  const params: Params = {
    ...given("temperature", numberOf(values, "temperature")),
    ...given("maxTokens", numberOf(values, "max-tokens")),
  };
  return {
    scenarios: split(values.scenario) ?? [],
    models: split(values.model) ?? [],
    params,
    ...given("epochs", numberOf(values, "epochs")),
    ...given("elicit", split(values.elicit) as Elicit[] | undefined),
    ...given("arms", split(values.arms) as Arm[] | undefined),
    ...given("channel", split(values.channel) as Channel[] | undefined),
    ...given("inputs", numberOf(values, "inputs")),
    ...given("seed", numberOf(values, "seed")),
    controls: values.controls ?? false,
    sameModel: values["same-model"] ?? false,
  };
}

function runOptionsOf(values: Values): RunOptions {
  return {
    ...given("concurrency", numberOf(values, "concurrency")),
    ...given("budgetUsd", numberOf(values, "budget")),
    ...given("mode", values.mode as Mode | undefined),
    ...given("cassette", values.cassette),
    ...given("dir", values.out),
  };
}
