import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gradedRows, type GradedRow } from "../frames/graded-rows.ts";
import { importSource, type Imported, type ImportOptions } from "../interop/import-replies.ts";
import { showImport } from "../interop/show-import.ts";
import { grade } from "../judges/grading/grade.ts";
import { describeResults } from "../judges/grading/describe-results.ts";
import type { importCommand } from "./commands/import.ts";
import { describeImport } from "./describe-import.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";
import { readMapping } from "./read-mapping.ts";
import { redactFrom } from "./redact.ts";

/** `parallax import`. */
export async function main({ options, named, json }: Given<typeof importCommand>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const mapping = orMisuse(() => readMapping(options.mapping, options.map ?? []));
  const trial = options.dryRun ? mkdtempSync(join(tmpdir(), "parallax-import-")) : null;
  const settings: ImportOptions = { ...pick(options, "scenario", "as", "headline"), onProgress: showImport() };
  const dir = trial === null ? options.out : join(trial, "run");
  try {
    const imported = await importSource(named, mapping, { ...settings, ...(dir !== undefined && { dir }) });
    const graded = await grade(imported.run, { save: trial === null, onProgress: () => {} });
    const rows = json || trial !== null ? gradedRows(graded) : [];
    show({
      text: textOf(imported, describeResults(graded)["text/plain"], trial === null ? null : rows),
      json: () => rows,
    });
    return exitCode.done;
  } finally {
    if (trial !== null) rmSync(trial, { recursive: true, force: true });
  }
}

function textOf(imported: Imported, graded: string, rows: GradedRow[] | null): string {
  const said = describeImport(imported, rows);
  return rows === null ? `${said}\n${graded}\n${imported.run.dir}` : said;
}
