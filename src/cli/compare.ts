import { realpathSync } from "node:fs";
import { grade } from "../judges/grading/grade.ts";
import { openRun } from "../runner/open-run.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import { compareRuns } from "../study/compare-runs.ts";
import type { compare } from "./commands/compare.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse, orMisused } from "./frame/misuse.ts";
import { redactFrom } from "./redact.ts";

/** `parallax compare`. */
export async function main({ options, named }: Given<typeof compare>, show: Show): Promise<number> {
  redactFrom(options.redact);
  if (realpathSync(named[0]!) === realpathSync(named[1]!))
    throw new Misuse(`${named[0]} is there twice: name another run`);
  const quiet = { onProgress: () => {} };
  const [first, second] = [await grade(await openRun(named[0]!), quiet), await grade(await openRun(named[1]!), quiet)];
  const changes = await orMisused(async () => compareRuns(first, second));
  show({
    text: gapTable(
      changes.map(({ change }) => change),
      { columns: process.stdout.columns },
    ),
    json: () => changes,
  });
  return exitCode.done;
}
