import { askSql } from "../frames/sql/sql.ts";
import { aligned } from "../lib/aligned.ts";
import { openRun } from "../runner/open-run.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import type { sqlCommand } from "./commands/sql.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse, orMisused } from "./frame/misuse.ts";
import { redactFrom } from "./redact.ts";

/** Characters of a cell that are shown. */
const widest = 60;

/** `parallax sql`. */
export async function main({ options, named }: Given<typeof sqlCommand>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const [places, statement] = [named.slice(0, -1), named.at(-1)!];
  const isTable = places.some((place) => place.endsWith(".parquet"));
  if (isTable && places.length > 1) throw new Misuse("a Parquet file is asked by itself: name one, or run folders");
  const source = isTable ? places[0]! : await orMisused(() => Promise.all(places.map((place) => openRun(place))));
  const { rows, types } = await askSql(source, statement);
  const shown = process.env["PARALLAX_REDACT"] === "1" ? rows.map(withoutWordings) : rows;
  const names = Object.keys(types);
  const table = [names, ...shown.map((row) => names.map((name) => cellText(row[name])))];
  const missing = (row: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number.isNaN(value) ? null : value]));
  show({ text: aligned(table).join("\n"), json: () => shown.map(missing) });
  return exitCode.done;
}

const withoutWordings = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? unspoiled(value) : value]),
  );

function cellText(value: unknown): string {
  if (value === null || Number.isNaN(value)) return "";
  const text = String(value).replaceAll(/\s+/g, " ");
  return text.length <= widest ? text : `${text.slice(0, widest - 1)}…`;
}
