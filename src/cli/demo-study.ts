import { join } from "node:path";
import type { PlanSpec } from "../runner/plan-spec.ts";
import { plan } from "../runner/plan.ts";
import { results } from "../runner/results.ts";
import { run } from "../runner/run.ts";
import type { Plan, Run, TrialResult } from "../runner/trial.ts";
import { compare, type ShownTranscript } from "../report/transcript.ts";
import { publishedWording } from "../scenarios/published.ts";
import { study, type Study } from "../study/study.ts";
import type { DemoSubject } from "./demo-subject.ts";
import type { Interrupts } from "./interruptible.ts";

const scenarios = ["alignment-faking-animal-welfare", "insider-trading"];

/**
 * The conditions that both papers put first; the others double the time and are a flag away in the
 * notebook.
 */
export const demoConditions = { tier: ["free"], pressure: ["high"] };

export interface DemoOptions {
  out: string;
  /** Folder of the run folders. */
  runs: string;
  /** Null where nothing said is graded. */
  judge: string | null;
  epochs: number;
  running: Interrupts & { concurrency: number; budgetUsd?: number };
}

/**
 * What the demo asks: both scenarios and their controls, every wording and input, one condition
 * each.
 */
export function demoSpec({ model, elicit }: DemoSubject, epochs: number): PlanSpec {
  return { scenarios, controls: true, models: [model], conditions: demoConditions, elicit, epochs, seed: 1 };
}

/**
 * Runs and grades it. `gaps` are of what the subject is measured by: the forced choice, else each
 * scenario's outcomes.
 */
export function demoStudy(spec: PlanSpec, { runs, judge, running }: DemoOptions): Promise<Study> {
  return study({ ...spec, ...running, dir: join(runs, "run"), ...(judge !== null && { judge }) });
}

/**
 * The same case side by side, for each scenario: the published side, a paraphrase, and the control.
 * A subject that was asked a forced choice is let speak here, one conversation each, in a run
 * folder of its own.
 */
export async function demoTranscripts(
  subject: DemoSubject,
  ran: Run,
  { runs, running }: DemoOptions,
): Promise<ShownTranscript[]> {
  const chats =
    subject.elicit === "chat" ? ran : await run(chatPlan(ran.plan), { ...running, dir: join(runs, "chats") });
  const found = new Map<string, TrialResult>();
  for await (const result of results(chats)) {
    const { scenario, arm } = result.trial;
    if (result.status === "done" && !found.has(`${scenario}/${arm}`)) found.set(`${scenario}/${arm}`, result);
  }
  return scenarios.flatMap((id) => {
    const sides = [`${id}/verbatim`, `${id}/recognizable`, `${id}/paraphrase`, `${id}-control/base`];
    const [first, ...more] = sides.flatMap((side) => found.get(side) ?? []);
    return first ? [compare(first, ...more)] : [];
  });
}

/** One conversation a side: the first wording of each, the first input. */
function chatPlan({ models, scenarios }: Plan): Plan {
  const sides = scenarios.map((scenario) => {
    const published = publishedWording(scenario).id;
    const reworded = scenario.wordings.find(({ arm }) => arm === "paraphrase" && scenario.source !== null)?.id;
    return { ...scenario, wordings: scenario.wordings.filter(({ id }) => id === published || id === reworded) };
  });
  return plan({
    scenarios: sides,
    models,
    conditions: demoConditions,
    elicit: "chat",
    inputs: 1,
    params: { maxTokens: 160 },
    seed: 1,
  });
}
