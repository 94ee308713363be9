import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { plainText } from "../lib/escape.ts";
import { rows } from "../frames/rows.ts";
import { gap, type Gap, type GapData } from "../stats/gap/gap.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import type { TauMethod } from "../stats/numbers/meta.ts";
import { readCells } from "../stats/csv/read-cells.ts";
import { keyColumns } from "../stats/groups/strata.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { redactFrom, redactUsage } from "./redact.ts";

const usage = `usage: parallax gap FILE|RUN [options]

FILE is a CSV with the columns scenario,condition,model,outcome,wording,arm and either successes,trials or rate,se, in
proportions; arm is "published" (or verbatim, recognizable, base), "paraphrase", or another, which stays out of the gap.
RUN is a run folder.

  --by COLUMNS    what makes a gap of its own, by commas (scenario,model,condition,outcome); what is left out of it is
                  averaged over, with equal weight
  --method NAME   how the variance between wordings is estimated: REML, DL or PM (REML)
  --redact        ${redactUsage}
  --json          one object a cell in an array, in proportions; null where the data cannot say

gap = paraphrase − published.`;

const options = {
  by: { type: "string", default: keyColumns.join(",") },
  method: { type: "string", default: "REML" },
  json: { type: "boolean" },
  redact: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `parallax gap`. Exit code 0, 1 when the data cannot be used, 2 on wrong arguments; nothing on stdout unless it is 0. */
export async function main(args: string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return misused((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) return misused("name one CSV file or run folder");
  const by = [...new Set(values.by.split(",").map((name) => name.trim()))];
  if (by.includes("")) return misused("--by needs names of columns, separated by commas");
  const method = values.method.toUpperCase() as TauMethod;
  if (!["REML", "DL", "PM"].includes(method)) return misused(`--method ${values.method}: expected REML, DL or PM`);
  try {
    redactFrom(values.redact);
    const gaps = gap(await read(source, by), { by, method });
    for (const part of values.json ? asJson(gaps) : [gapTable(gaps)]) console.log(unspoiled(part));
    return 0;
  } catch (error) {
    const message = plainText((error as Error).message);
    const named = message.includes(plainText(source)) ? message : `${plainText(source)}: ${message}`;
    console.error(named.split("\n").slice(0, 4).join("\n"));
    return 1;
  }
}

/** An array in JSON, in parts: of a large file it is longer than a string may be. */
function* asJson(gaps: readonly Gap[]): Generator<string> {
  yield "[";
  for (const [i, each] of gaps.entries())
    yield `${JSON.stringify(each, null, 2).replace(/^/gm, "  ")}${i < gaps.length - 1 ? "," : ""}`;
  yield "]";
}

function misused(problem: string): number {
  console.error(`${plainText(problem).split("\n")[0]}\nparallax gap --help says how it is used`);
  return 2;
}

async function read(source: string, by: readonly string[]): Promise<GapData> {
  const stat = statSync(source, { throwIfNoEntry: false });
  if (!stat) throw new Error(`${source}: no such file or folder; name a CSV of cells or a run folder`);
  if (!stat.isDirectory())
    return readCells(
      source,
      by.filter((name) => !keyColumns.includes(name as never)),
    );
  const [{ openRun }, { grade }] = await Promise.all([
    import("../runner/open-run.ts"),
    import("../judges/grading/grade.ts"),
  ]);
  return rows(await grade(await openRun(source)));
}
