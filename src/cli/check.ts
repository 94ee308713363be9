import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { limit } from "../lib/limit.ts";
import { describeChecks, describeSeparation } from "../judges/gate/describe-checks.ts";
import { openGate, type Points, type WordingCheck } from "../judges/gate/gate.ts";
import { saveRejections } from "../judges/writing/rejections.ts";
import { separation } from "../judges/gate/separation.ts";
import type { Mode } from "../runner/lookup.ts";
import { isScenario, listScenarios } from "../scenarios/folder.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { redactFrom, redactUsage } from "./redact.ts";
import { given, numberOf } from "./options.ts";

const usage = `usage: parallax check [SCENARIO|FOLDER …] [options]

Puts paraphrases through the gate: all of a scenario, by id or path, or of every scenario in a folder; all shipped ones
when none is named. Prints a line a wording, why any was rejected, and how far the rungs are from the published side.

  --judge MODEL  asks it whether every invariant is in the text and every outcome open and visible; a no rejects
  --entail MODEL asks one with log-probabilities, such as local/smollm2-135m, whether the text entails them: a report
                 with how far the model can tell at all, never a verdict
  --budget USD   what asking it may cost in all
  --mode MODE    auto, record, replay or off (auto)
  --out DIR      where rejections with their reasons, and judgements, are kept (out/gate)
  --json FILE    write everything that was found; with a judge also what it quotes of the published side: as
                 RUN/invariants.json, parallax view RUN marks it
  --redact       ${redactUsage}`;

const text = { type: "string" } as const;
const options = {
  judge: text,
  entail: text,
  budget: text,
  mode: text,
  out: text,
  json: text,
  redact: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `parallax check`. Exit code 0 when all pass, 1 when any is rejected, 2 on wrong arguments. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    redactFrom(values.redact);
    const scenarios = loadScenarios(positionals.length === 0 ? undefined : positionals.flatMap(scenariosIn));
    const dir = values.out ?? "out/gate";
    const asked = {
      ...given("judge", values.judge),
      ...given("entail", values.entail),
      ...given("budgetUsd", numberOf(values, "budget")),
      ...given("mode", values.mode as Mode | undefined),
    };
    const checks: WordingCheck[] = [];
    const published: Points[] = [];
    {
      await using gate = await openGate({ dir, ...asked });
      const paraphrases = scenarios.flatMap((scenario) =>
        scenario.wordings.filter(({ arm }) => arm === "paraphrase").map((wording) => ({ scenario, wording })),
      );
      await limit(paraphrases.entries(), 4, async ([i, { scenario, wording }]) => {
        checks[i] = await gate.check(scenario, wording);
      });
      if (values.judge !== undefined && values.json !== undefined)
        for (const scenario of scenarios) published.push(await gate.published(scenario));
    }
    console.log(unspoiled(`${describeChecks(checks)}\n\n${describeSeparation(separation(checks))}`));
    if (values.json !== undefined)
      writeFileSync(values.json, unspoiled(JSON.stringify([...checks, ...published], null, 1)));
    const file = join(dir, "rejections.jsonl");
    await saveRejections(file, checks);
    if (checks.every(({ verdict }) => verdict === "pass")) return 0;
    console.error(`\nreasons and figures: ${file}`);
    return 1;
  } catch (error) {
    console.error(`parallax check: ${(error as Error).message}`);
    return 2;
  }
}

/** What was named as scenarios: itself, or those in it. */
function scenariosIn(at: string): string[] {
  if (!/[\\/]|^\.+$/.test(at) || isScenario(at)) return [at];
  if (!existsSync(at)) throw new Error(`no folder ${at}: name a scenario, or a folder of scenarios`);
  const found = listScenarios(at);
  if (found.length === 0)
    throw new Error(`no scenario in ${at}: expected a folder of folders with scenario.yaml in them`);
  return found.map((id) => `${at.replace(/\/$/, "")}/${id}`);
}
