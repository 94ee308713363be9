import { statSync } from "node:fs";
import { gap as gapsOf } from "../stats/gap/gap.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import { specificationTable } from "../stats/gap/specification-table.ts";
import { specifications } from "../stats/gap/specifications.ts";
import { keyColumns } from "../stats/groups/strata.ts";
import { samePlace } from "../stats/groups/place.ts";
import { posteriorTable } from "../stats/posterior/posterior-table.ts";
import { posterior } from "../stats/posterior/posterior.ts";
import type { gap } from "./commands/gap.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { keptAnswer, type Answer } from "./kept-answer.ts";
import { readSources, sayApart } from "./read-sources.ts";
import { redactFrom } from "./redact.ts";

/** `parallax gap`. Nothing on stdout unless all could be used. */
export async function main({ options, named }: Given<typeof gap>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const columns = process.stdout.columns;
  const work = () => answer({ options, named }, columns);
  const [dir] = named;
  const isRun = named.length === 1 && statSync(dir).isDirectory();
  const { text, json } = isRun ? await keptAnswer(dir, ["gap", options, columns], work) : await work();
  show({ text, json: () => json });
  return exitCode.done;
}

type Asked = Pick<Given<typeof gap>, "options" | "named">;

async function answer({ options, named }: Asked, columns: number): Promise<Answer> {
  const by = [...new Set(options.by)];
  const sources = await readSources(named, by);
  const { data, apart, column, registered, gate } = sources;
  sayApart(sources);
  const apartBy = (names: readonly string[]) => (apart.length > 0 ? [...names, column] : [...names]);
  if (options.specifications) {
    const curves = specifications(data, { by: apartBy(by.filter((name) => !keyColumns.includes(name as "model"))) });
    return { text: specificationTable(curves, "text", columns), json: curves };
  }
  const gaps = gapsOf(data, {
    by: apartBy(by),
    method: options.method,
    registered,
    ...(options.perturbations && { perturbations: true }),
    ...(gate && { gate }),
  });
  const text = gapTable(gaps, { columns });
  if (!options.posterior) return { text, json: gaps };
  const found = posterior(data, { by: apartBy(by), margin: options.margin });
  const json = gaps.map((gap) => ({ ...gap, posterior: found.find((each) => samePlace(each, gap)) ?? null }));
  return { text: `${text}\n\n${posteriorTable(found)}`, json };
}
