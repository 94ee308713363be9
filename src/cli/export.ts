import { exportRun } from "../interop/writers/export-run.ts";
import { whole } from "../lib/number-text.ts";
import { openRun } from "../runner/open-run.ts";
import type { exportCommand } from "./commands/export.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisused } from "./frame/misuse.ts";
import { redactFrom } from "./redact.ts";

/** `parallax export`. */
export async function main({ options, named: [dir] }: Given<typeof exportCommand>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const run = await orMisused(() => openRun(dir));
  const ending = options.to === "inspect" ? "-logs" : `.${options.to}`;
  const exported = await exportRun(run, options.to, options.out ?? `${dir.replace(/[\\/]+$/, "")}${ending}`);
  show({ text: [`${whole(exported.trials)} trials`, ...exported.files].join("\n"), json: () => exported });
  return exitCode.done;
}
