import { plainText } from "../lib/escape.ts";
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
import { readSources } from "./read-sources.ts";
import { redactFrom } from "./redact.ts";

/** `parallax gap`. Nothing on stdout unless all could be used. */
export async function main({ options, named }: Given<typeof gap>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const by = [...new Set(options.by)];
  const { data, apart, column, registered, gate } = await readSources(named, by);
  for (const { of, sources } of apart)
    console.error(plainText(`${of} is in ${sources.join(" and ")}: told apart by ${column}`));
  const apartBy = (names: readonly string[]) => (apart.length > 0 ? [...names, column] : [...names]);
  if (options.specifications) {
    const curves = specifications(data, { by: apartBy(by.filter((name) => !keyColumns.includes(name as "model"))) });
    show({ text: specificationTable(curves, "text", process.stdout.columns), json: () => curves });
    return exitCode.done;
  }
  const gaps = gapsOf(data, {
    by: apartBy(by),
    method: options.method,
    registered,
    ...(options.perturbations && { perturbations: true }),
    ...(gate && { gate }),
  });
  const text = gapTable(gaps, { columns: process.stdout.columns });
  if (!options.posterior) {
    show({ text, json: () => gaps });
    return exitCode.done;
  }
  const found = posterior(data, { by: apartBy(by), margin: options.margin });
  const withPosterior = () =>
    gaps.map((gap) => ({ ...gap, posterior: found.find((each) => samePlace(each, gap)) ?? null }));
  show({ text: `${text}\n\n${posteriorTable(found)}`, json: withPosterior });
  return exitCode.done;
}
