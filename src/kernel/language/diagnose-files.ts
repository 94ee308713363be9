import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Project } from "typescript/unstable/async";
import type { Diagnostic } from "../session/language.ts";
import { diagnose } from "./diagnose.ts";

/** Complaints about files that a cell imports, each told once for a version of the file. */
export async function diagnoseFiles(project: Project, files: readonly string[], folder: string): Promise<Diagnostic[]> {
  const found = await Promise.all(
    files.map(async (file) => {
      const complaints = await diagnose(project, file, readFileSync(file, "utf8"), 0).catch(unknown);
      return complaints.map((complaint) => ({ ...complaint, file: relative(folder, file) }));
    }),
  );
  return found.flat();
}

/**
 * A file that the checker resolves otherwise than is done here is none that it could complain of.
 */
const unknown = (): Diagnostic[] => [];
