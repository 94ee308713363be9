import { lower } from "./lower.ts";
import type { Completeness } from "./session.ts";
import { textAt } from "./text-at.ts";

/**
 * Whether a cell is ready to run: "incomplete" where the only thing wrong is that it ends too
 * early. The next line is indented like the last one, and two spaces more after an opening bracket.
 */
export function isComplete(code: string): Completeness {
  const ends = endOf(code);
  if (ends === "well") return { status: "complete", indent: "" };
  if (ends === "wrong" && !(/^\s*\{/.test(code) && parseEnd(`(${code}`) === "early"))
    return { status: "invalid", indent: "" };
  const text = code.trimEnd();
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const inner = /[([{]$/.test(line) ? "  " : "";
  return { status: "incomplete", indent: `${/^\s*/.exec(line)?.[0] ?? ""}${inner}` };
}

function endOf(code: string): "well" | "early" | "wrong" {
  const end = parseEnd(code);
  const goesOn = end === "wrong" && beginnings.some((rest) => parseEnd(code + rest) !== "wrong");
  return goesOn ? "early" : end;
}

/**
 * What could come next where the parser, which had taken what is there for something else, does not
 * say so itself.
 */
const beginnings = [" 0", "(_) => 0", ">(_) => 0", " _"];

function parseEnd(code: string): "well" | "early" | "wrong" {
  const problem = lower(code, "cell").problems[0];
  if (problem === undefined) return "well";
  const unclosed = problem.message.startsWith("Unterminated") && mayGoOn(code);
  return problem.start >= code.trimEnd().length || /found `EOF`/.test(problem.message) || unclosed ? "early" : "wrong";
}

/**
 * Whether what stands at the end may have another line: a template, a comment, or a string whose
 * line ends in `\\`.
 */
function mayGoOn(code: string): boolean {
  const { kind } = textAt(code, code.length);
  return kind === "template" || kind === "comment" || (kind === "string" && /(?<!\\)(?:\\\\)*\\$/.test(code));
}
