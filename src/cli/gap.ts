import { gap as gapsOf } from "../stats/gap/gap.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import { specificationTable } from "../stats/gap/specification-table.ts";
import { specifications } from "../stats/gap/specifications.ts";
import { keyColumns } from "../stats/groups/strata.ts";
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
  for (const { of, sources } of apart) console.error(`${of} is in ${sources.join(" and ")}: told apart by ${column}`);
  if (options.specifications) {
    const further = by.filter((name) => !keyColumns.includes(name as "model"));
    const curves = specifications(data, { by: apart.length > 0 ? [...further, column] : further });
    show({ text: specificationTable(curves, "text", process.stdout.columns), json: () => curves });
    return exitCode.done;
  }
  const gaps = gapsOf(data, {
    by: apart.length > 0 ? [...by, column] : by,
    method: options.method,
    registered,
    ...(gate && { gate }),
  });
  show({ text: gapTable(gaps, { columns: process.stdout.columns }), json: () => gaps });
  return exitCode.done;
}
