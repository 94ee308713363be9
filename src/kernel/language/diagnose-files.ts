import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Project } from "typescript/unstable/sync";
import type { Diagnostic } from "../session/language.ts";
import { diagnose } from "./diagnose.ts";

/** Complaints about files that a cell imports, each told once for a version of the file. */
export function diagnoseFiles(project: Project, files: readonly string[], folder: string): Diagnostic[] {
  return files.flatMap((file) => {
    const complaints = complaintsAbout(project, file);
    return complaints.map((complaint) => ({ ...complaint, file: relative(folder, file) }));
  });
}

/**
 * None about a file that the checker resolves otherwise than is done here: it could not complain of
 * that.
 */
function complaintsAbout(project: Project, file: string): Diagnostic[] {
  try {
    return diagnose(project, file, readFileSync(file, "utf8"), 0);
  } catch {
    return [];
  }
}
