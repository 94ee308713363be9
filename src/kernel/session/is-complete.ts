import { lower } from "./lower.ts";
import type { Completeness } from "./session.ts";

/**
 * Whether a cell is ready to run: "incomplete" where the only thing wrong is that it ends too early. The next line is
 * indented like the last one, and two spaces more after an opening bracket.
 */
export function isComplete(code: string): Completeness {
  const ends = endOf(code);
  if (ends === "well") return { status: "complete", indent: "" };
  if (ends === "wrong" && !(/^\s*\{/.test(code) && endOf(`(${code}`) === "early"))
    return { status: "invalid", indent: "" };
  const text = code.trimEnd();
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const inner = /[([{]$/.test(line) ? "  " : "";
  return { status: "incomplete", indent: `${/^\s*/.exec(line)?.[0] ?? ""}${inner}` };
}

function endOf(code: string): "well" | "early" | "wrong" {
  const problem = lower(code, "cell").problems[0];
  if (problem === undefined) return "well";
  const open = problem.message.startsWith("Unterminated") && /^(`|\/\*)/.test(code.slice(problem.start));
  const early = problem.start >= code.trimEnd().length || /found `EOF`/.test(problem.message) || open;
  return early ? "early" : "wrong";
}
