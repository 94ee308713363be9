import { describe } from "../runner/describe.ts";
import { describeDryRun, dryRun } from "../runner/dry-run.ts";
import { plan } from "../runner/plan.ts";
import type { Until } from "../runner/enough.ts";
import { run as start, type RunOptions } from "../runner/run.ts";
import type { Plan } from "../runner/trial.ts";
import { widthOf } from "./commands/checks.ts";
import type { run } from "./commands/run.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";
import { watched } from "./watched.ts";
import { folderOf } from "../runner/run-options.ts";
import { untilKnown } from "../study/until-known.ts";
import { interruptible } from "./interruptible.ts";
import { sayUnknowns } from "./say-unknowns.ts";
import { specOf } from "./spec-of.ts";

type Options = Given<typeof run>["options"];

/** `parallax run`: all done when every trial is, or what `--until` states is known. */
export async function main({ options }: Given<typeof run>, show: Show): Promise<number> {
  const planned = orMisuse(() => plan(specOf(options)));
  sayUnknowns(planned.models);
  if (options.dryRun) {
    const estimate = dryRun(planned, { batch: options.batch });
    show({ text: describeDryRun(estimate), json: () => estimate });
    return exitCode.done;
  }
  const until = orMisuse(() => untilOf(planned, options));
  const running = { ...runOptionsOf(options), ...(until && { until }) };
  const work = (more: Partial<RunOptions> = {}) =>
    interruptible((signals) => runAndShow(planned, { ...running, ...signals, ...more }, show));
  return options.watch ? await watched(options.out ?? folderOf(planned), work) : await work();
}

async function runAndShow(planned: Plan, options: RunOptions, show: Show): Promise<number> {
  const { dir, summary } = await start(planned, options);
  show({ text: `${describe(summary)}\n${dir}`, json: () => ({ dir, ...summary }) });
  if (options.signal?.aborted) return exitCode.interrupted;
  return summary.done === summary.planned || summary.known !== undefined ? exitCode.done : exitCode.notAll;
}

/** What `--until` says should be known; null where it says nothing. */
function untilOf(planned: Plan, { until, untilOutcome }: Options): Until | null {
  if (until === undefined) return null;
  const widths = Object.fromEntries(until.map(widthOf));
  return untilKnown(planned, { ...widths, ...(untilOutcome && { outcomes: untilOutcome }) });
}

function runOptionsOf(options: Options): RunOptions {
  return {
    ...pick(options, "concurrency", "mode", "cassette"),
    ...(options.batch && { batch: { wait: !options.noWait } }),
    ...(options.queue !== undefined && {
      queue: {
        address: options.queue,
        wait: !options.noWait,
        ...(options.first !== undefined && { first: options.first }),
      },
    }),
    ...(options.budget !== undefined && { budgetUsd: options.budget }),
    ...(options.out !== undefined && { dir: options.out }),
    ...(options.promptCache !== undefined && {
      promptCache: options.promptCache === "off" ? false : (options.promptCache as "5m" | "1h"),
    }),
  };
}
