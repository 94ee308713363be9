import { plan } from "../runner/plan.ts";
import { folderOf } from "../runner/run-options.ts";
import { describeRecord } from "../study/describe-record.ts";
import { preregister as putOnRecord, type PreregisterOptions } from "../study/preregister.ts";
import { widthOf } from "./commands/checks.ts";
import type { preregister } from "./commands/preregister.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse, orMisused } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";
import { specOf } from "./spec-of.ts";

/** `parallax preregister`: all done when the plan is on record, now or before. */
export async function main({ options }: Given<typeof preregister>, show: Show): Promise<number> {
  const planned = orMisuse(() => plan(specOf(options)));
  const dir = options.out ?? folderOf(planned);
  const registration = await orMisused(() => putOnRecord(planned, { ...meant(options), dir }));
  show({ text: `${describeRecord(registration)}\n${dir}`, json: () => ({ dir, ...registration }) });
  return exitCode.done;
}

function meant(options: Given<typeof preregister>["options"]): PreregisterOptions {
  const { outcome, contrast, margin, until, late } = options;
  return {
    outcome,
    ...pick(options, "method"),
    contrast: contrast === "beyond-the-control" ? "beyond the control" : "gap",
    ...(margin !== undefined && { margin: margin / 100 }),
    ...(until && { until: Object.fromEntries(until.map(widthOf)) }),
    late,
  };
}
