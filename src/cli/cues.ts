import { cues as cuesOf } from "../stats/cues/cues.ts";
import { cuesTable } from "../stats/cues/cues-table.ts";
import type { cues } from "./commands/cues.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { readSources } from "./read-sources.ts";
import { redactFrom } from "./redact.ts";

/** `parallax cues`. Nothing on stdout unless all could be used. */
export async function main({ options, named }: Given<typeof cues>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const by = [...new Set(options.by)];
  const { data, apart, column } = await readSources(named, by);
  for (const { of, sources } of apart) console.error(`${of} is in ${sources.join(" and ")}: told apart by ${column}`);
  const found = cuesOf(data, { by: apart.length > 0 ? [...by, column] : by, seed: options.seed });
  show({ text: cuesTable(found, { columns: process.stdout.columns }), json: () => found });
  return exitCode.done;
}
