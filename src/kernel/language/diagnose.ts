import { DiagnosticCategory, type Project } from "typescript/unstable/sync";
import type { Diagnostic } from "../session/language.ts";
import { asWritten } from "./module-of.ts";

/**
 * Complaints that say nothing here: what is not installed fails by itself, what has no types is
 * used without.
 */
const idle = new Set([2306, 2307, 2792, 7016]);

/**
 * How to set a compiler that nobody sets here: what is a browser's is not there when a cell runs,
 * either.
 */
const advice = / Do you need to (change your target library|install type definitions)\b.*$/s;

/** The type checker's complaints about the cell whose text starts at `offset` of a document. */
export function diagnose(project: Project, document: string, code: string, offset: number): Diagnostic[] {
  const found = project.program.getSemanticDiagnostics(document);
  return found
    .filter(({ pos, code: number }) => pos >= offset && pos <= offset + code.length && !idle.has(number))
    .toSorted((a, b) => a.pos - b.pos)
    .map(({ pos, code: number, text, messageChain = [], category }) => {
      const lines = code.slice(0, pos - offset).split("\n");
      return {
        line: lines.length,
        column: lines.at(-1)!.length + 1,
        message: asWritten([text.replace(advice, ""), ...messageChain.map((link) => link.text)].join(" ")),
        code: `TS${number}`,
        severity: category === DiagnosticCategory.Error ? "error" : "warning",
      };
    });
}
