import { join } from "node:path";
import { describeChecks, describeSeparation } from "../judges/gate/describe-checks.ts";
import { checkSet } from "../judges/gate/check-set.ts";
import { recordChecks } from "../judges/gate/gate-record.ts";
import { openGate, type GateOptions, type Points, type WordingCheck } from "../judges/gate/gate.ts";
import { separation } from "../judges/gate/separation.ts";
import { saveRejections } from "../judges/writing/rejections.ts";
import { limit } from "../lib/limit.ts";
import { loadScenarios } from "../scenarios/load.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { check } from "./commands/check.ts";
import { scenariosIn } from "./commands/checks.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";
import { redactFrom } from "./redact.ts";

/** `parallax check`: all done when every text of ours passes, and they do beside each other. */
export async function main({ options, named, json }: Given<typeof check>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const scenarios = orMisuse(() => loadScenarios(named.length === 0 ? undefined : named.flatMap(scenariosIn)));
  const { dir } = options;
  const asked = {
    ...pick(options, "judge", "entail", "mode"),
    ...(options.budget !== undefined && { budgetUsd: options.budget }),
  };
  const { checks, published } = await checkAll(scenarios, { dir, ...asked }, json && options.judge !== undefined);
  const sets = scenarios.map((scenario) => checkSet(scenario, checks));
  show({
    text: `${describeChecks(checks, sets)}\n\n${describeSeparation(separation(checks))}`,
    json: () => [...checks, ...published, ...sets],
  });
  const file = join(dir, "rejections.jsonl");
  await saveRejections(file, checks);
  recordChecks(checks);
  const whole = sets.every(({ findings }) => findings.every(({ verdict }) => verdict !== "fail"));
  if (whole && checks.every(({ verdict }) => verdict === "pass")) return exitCode.done;
  console.error(`\nreasons and figures: ${file}`);
  return exitCode.notAll;
}

async function checkAll(
  scenarios: readonly Scenario[],
  settings: GateOptions,
  quotes: boolean,
): Promise<{ checks: WordingCheck[]; published: Points[] }> {
  await using gate = await openGate(settings);
  const texts = scenarios.flatMap((scenario) =>
    scenario.wordings
      .filter(({ arm }) => arm !== "edit" && arm !== "verbatim")
      .map((wording) => ({ scenario, wording })),
  );
  const checks: WordingCheck[] = [];
  await limit(texts.entries(), 4, async ([i, { scenario, wording }]) => {
    checks[i] = await gate.check(scenario, wording);
  });
  const published: Points[] = [];
  if (quotes) for (const scenario of scenarios) published.push(await gate.published(scenario));
  return { checks, published };
}
