import { join } from "node:path";
import type { PlanSpec } from "../runner/plan-spec.ts";
import { plan } from "../runner/plan.ts";
import type { Progress } from "../runner/progress.ts";
import { run } from "../runner/run.ts";
import { showProgress } from "../runner/show.ts";
import type { Plan, Run } from "../runner/trial.ts";
import type { Names } from "../plots/names.ts";
import { separateConversations, type Conversation } from "../report/conversations.ts";
import { publishedWording } from "../scenarios/published.ts";
import { study, type Study } from "../study/study.ts";
import type { DemoSubject } from "./demo-subject.ts";
import type { Interrupts } from "./interruptible.ts";
import { sayGapsSoFar } from "./say-gaps-so-far.ts";

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
  /** Whether the page has each gap's posterior. */
  posterior: boolean;
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
 * scenario's outcomes. While it runs, its gaps so far are said.
 */
export function demoStudy(spec: PlanSpec, { runs, judge, running }: DemoOptions): Promise<Study> {
  const [show, sayGaps] = [showProgress(), sayGapsSoFar()];
  const onProgress = (progress: Progress) => (show(progress), sayGaps(progress));
  return study({ ...spec, ...running, onProgress, dir: join(runs, "run"), ...(judge !== null && { judge }) });
}

/**
 * What a subject that was asked a forced choice says when it is let speak: one conversation a side,
 * in a run folder of its own. None where it spoke in the study itself.
 */
export async function demoConversations(
  subject: DemoSubject,
  { plan: asked }: Run,
  { options: { runs, running }, names }: { options: DemoOptions; names: Names },
): Promise<Conversation[]> {
  if (subject.elicit === "chat") return [];
  return separateConversations(await run(chatPlan(asked), { ...running, dir: join(runs, "chats") }), names);
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
