import { statSync } from "node:fs";
import { cues as cuesOf } from "../stats/cues/cues.ts";
import { cuesTable } from "../stats/cues/cues-table.ts";
import type { cues } from "./commands/cues.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { keptAnswer, type Answer } from "./kept-answer.ts";
import { readSources, sayApart } from "./read-sources.ts";
import { redactFrom } from "./redact.ts";

/** `parallax cues`. Nothing on stdout unless all could be used. */
export async function main({ options, named }: Given<typeof cues>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const columns = process.stdout.columns;
  const work = () => answer({ options, named }, columns);
  const [dir] = named;
  const isRun = named.length === 1 && statSync(dir).isDirectory();
  const { text, json } = isRun ? await keptAnswer(dir, ["cues", options, columns], work) : await work();
  show({ text, json: () => json });
  return exitCode.done;
}

type Asked = Pick<Given<typeof cues>, "options" | "named">;

async function answer({ options, named }: Asked, columns: number): Promise<Answer> {
  const by = [...new Set(options.by)];
  const sources = await readSources(named, by);
  const { data, apart, column } = sources;
  sayApart(sources);
  const found = cuesOf(data, { by: apart.length > 0 ? [...by, column] : by, seed: options.seed });
  return { text: cuesTable(found, { columns }), json: found };
}
