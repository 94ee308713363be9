import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readJournal } from "../runner/journal/read-journal.ts";
import { openRun } from "../runner/open-run.ts";
import type { Run } from "../runner/trial.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import type { trials } from "./commands/trials.ts";
import type { Given } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse, orMisused } from "./frame/misuse.ts";
import { redactFrom } from "./redact.ts";

/** `parallax trials`: writes as fast as what reads it takes it, which may end before. */
export async function main({ options, named: [dir] }: Given<typeof trials>): Promise<number> {
  redactFrom(options.redact);
  const run = await orMisused(() => openRun(dir));
  const { models } = run.plan;
  const strange = options.model?.find((model) => !models.includes(model));
  if (strange !== undefined) throw new Misuse(`${dir} has no model ${strange}: expected ${models.join(", ")}`);
  try {
    await pipeline(Readable.from(plainLines(run, options.model)), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
  return exitCode.done;
}

/** A run's journal as text, line by line; of some models where they are named. */
export async function* plainLines({ dir, plan }: Run, models?: readonly string[]): AsyncGenerator<string> {
  const wanted = models && new Set(plan.trials.flatMap(({ id, model }) => (models.includes(model) ? [id] : [])));
  for await (const line of readJournal(dir))
    if (wanted?.has(line.trial) ?? true) yield `${unspoiled(JSON.stringify(line))}\n`;
}
