import { lower } from "./lower.ts";
import type { Completeness } from "./session.ts";
import { parse, type Node } from "./syntax.ts";
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

type End = "well" | "early" | "wrong";

function endOf(code: string): End {
  const end = parseEnd(code);
  if (end === "well") return unfinishedType.test(code) || lacksBody(code) ? "early" : "well";
  if (end === "wrong" && beginnings.some((rest) => parseEnd(code + rest) !== "wrong")) return "early";
  if (end === "wrong" && isPartOfParameters(code)) return "early";
  const plain = code.replace(typeParameters, (parameters) => " ".repeat(parameters.length));
  return end === "wrong" && plain !== code ? endOf(plain) : end;
}

/**
 * Type parameters of an arrow function, which the parser takes for a comparison or a cast as long
 * as there is no arrow.
 */
const typeParameters = /(?<=(?:^|[=(,:?[{&|;]|\basync|\breturn)\s*)<(?:[^<>()]|<(?:[^<>()]|<[^<>()]*>)*>)*>(?=\s*\()/g;

/** Reads as comparisons, as which nobody means it. */
const unfinishedType = /\bnew\s+[\w$.]+\s*<[^()>;]*$|\basync\s*<[^()]*>\s*$/;

/**
 * Whether a cell breaks off among the parameters of an arrow function, which are taken for values
 * as long as there is no arrow.
 */
function isPartOfParameters(code: string): boolean {
  const closing = closingOf(code);
  return closing.some(
    (bracket, at) =>
      bracket === ")" &&
      ["", " _"].some(
        (rest) =>
          parseEnd(`${code}${rest}${closing.slice(0, at + 1).join("")} => 0${closing.slice(at + 1).join("")}`) !==
          "wrong",
      ),
  );
}

/** The brackets that close what is open at the end, innermost first. */
function closingOf(code: string): string[] {
  const closing: string[] = [];
  for (const { 0: bracket, index } of code.matchAll(/[()[\]{}]/g)) {
    if (textAt(code, index).kind !== "code") continue;
    const closes = pairs[bracket];
    if (closes !== undefined) closing.unshift(closes);
    else if (closing.shift() !== bracket) return [];
  }
  return closing;
}

const pairs: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** A function whose body is still to come, which the parser takes for an overload. */
function lacksBody(code: string): boolean {
  if (!/\bfunction\b/.test(code)) return false;
  const last = (parse(code, "ts").program.body as Node[]).at(-1);
  const declared = (last?.declaration as Node | null | undefined) ?? last;
  return declared?.type === "TSDeclareFunction" && declared.declare !== true && !code.trimEnd().endsWith(";");
}

/**
 * What could come next where the parser, which had taken what is there for something else, does not
 * say so itself.
 */
const beginnings = [" 0", "(_) => 0", ">(_) => 0", " _"];

function parseEnd(code: string): End {
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
