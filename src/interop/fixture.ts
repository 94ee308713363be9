import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { gradedRows, type GradedRow } from "../frames/graded-rows.ts";
import { grade } from "../judges/grading/grade.ts";
import type { Run } from "../runner/trial.ts";
import { importSource, type ImportOptions, type Imported } from "./import-replies.ts";
import type { Mapping } from "./mapping/mapping.ts";

/** Test support: a folder that is gone when the tests of a file are over. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parallax-interop-"));
  after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Test support: a file with a text, or with records as JSON lines. */
export function testFile(folder: string, name: string, content: string | readonly object[]): string {
  const file = join(folder, name);
  const text = typeof content === "string" ? content : `${content.map((each) => JSON.stringify(each)).join("\n")}\n`;
  writeFileSync(file, text);
  return file;
}

let runs = 0;

/** Test support: what an import comes to. */
export async function imported(
  folder: string,
  source: string | readonly string[],
  mapping: Mapping = {},
  options: ImportOptions = {},
): Promise<Imported & { rows: GradedRow[] }> {
  const imported = await importSource([source].flat(), mapping, { dir: join(folder, `run-${++runs}`), ...options });
  return { ...imported, rows: await rowsOf(imported.run) };
}

async function rowsOf(run: Run): Promise<GradedRow[]> {
  return gradedRows(await grade(run, { onProgress: () => {} }));
}
