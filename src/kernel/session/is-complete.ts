import { lower } from "./lower.ts";
import type { Completeness } from "./session.ts";

/**
 * Whether a cell is ready to run: "incomplete" where the only thing wrong is that it ends too early. The next line is
 * indented like the last one, and two spaces more after an opening bracket.
 */
export function isComplete(code: string): Completeness {
  const problem = lower(code, "cell").problems[0];
  if (problem === undefined) return { status: "complete", indent: "" };
  const text = code.trimEnd();
  const open = problem.message.startsWith("Unterminated") && /^(`|\/\*)/.test(code.slice(problem.start));
  const early = problem.start >= text.length || /found `EOF`/.test(problem.message) || open;
  if (!early) return { status: "invalid", indent: "" };
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const inner = /[([{]$/.test(line) ? "  " : "";
  return { status: "incomplete", indent: `${/^\s*/.exec(line)?.[0] ?? ""}${inner}` };
}
