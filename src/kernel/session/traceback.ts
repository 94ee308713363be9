import { types } from "node:util";
import { causesOf } from "./causes.ts";
import { fieldsOf } from "./fields.ts";
import { meantBy } from "./habits.ts";
import { inspected } from "./show.ts";
import { CellSyntaxError } from "./compile.ts";
import type { CellResult } from "./output.ts";
import { linesOf, type Position } from "./positions.ts";
import { errorPosition } from "./stack.ts";
import { asWritten } from "./tidy.ts";

type Failure = Extract<CellResult, { status: "error" }>;

/**
 * Code that something was thrown from; `exporter` says which module that it imported has a name.
 */
interface Failing {
  name: string;
  source: string;
  exporter?: (name: string) => string | null;
}

/**
 * What to tell of something thrown: name, message, the line it came from with its neighbours and a
 * caret, and the frames. Anything may be thrown; this never throws.
 */
export function describeError(thrown: unknown, cell: Failing): Failure {
  if (!isError(thrown)) {
    const evalue = inspected(thrown);
    return { status: "error", ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  const at = thrown instanceof CellSyntaxError ? syntaxPosition(thrown.at, cell) : errorPosition(thrown);
  const ename = text(() => thrown.name, "Error");
  const evalue = asWritten(text(() => thrown.message, ""));
  const stack = asWritten(text(() => thrown.stack, "")).split("\n");
  const frames = stack.slice(stack.findIndex((line) => /^ {4}at /.test(line)));
  const shown = thrown instanceof CellSyntaxError || !/^ {4}at /.test(frames[0] ?? "") ? [] : frames;
  const where = at === null ? [] : excerpt(at);
  const line = at?.source.split("\n")[at.line - 1] ?? "";
  const meant = meantBy({ name: ename, message: evalue }, line, cell.exporter ?? (() => null));
  return {
    status: "error",
    ename,
    evalue,
    traceback: [
      `${ename}: ${evalue}`,
      ...where,
      ...(meant === null ? [] : [`hint: ${meant}`]),
      ...shown,
      ...(thrown instanceof CellSyntaxError ? [] : fieldsOf(thrown)),
      ...causesOf(thrown),
    ].flatMap((line) => line.split("\n")),
  };
}

function syntaxPosition(offset: number, { name, source }: Failing): Position {
  const lines = linesOf(source.slice(0, offset));
  return { name, source, line: lines.length, column: lines.at(-1)!.length + 1, cell: true };
}

/** Most that is shown of a line. */
const widest = 200;

/** The line of a position with its neighbours, and a caret under the column. */
export function excerpt({ name, line, column, source }: Position): string[] {
  const lines = linesOf(source);
  const width = String(line + 1).length;
  // Of a long line, what is around the column.
  const from = column <= widest ? 0 : column - widest / 2;
  const shown = lines.slice(Math.max(0, line - 3), line + 1).flatMap((text, index) => {
    const number = Math.max(1, line - 2) + index;
    if (number !== line) return [`  ${String(number).padStart(width)} | ${text.slice(0, widest)}`];
    const cut = from === 0 ? text.slice(0, widest) : `…${text.slice(from, from + widest)}`;
    const before = from === 0 ? column - 1 : column - from;
    return [`> ${String(number).padStart(width)} | ${cut}`, `${" ".repeat(width + 2)} | ${blank(cut, before)}^`];
  });
  return [`${name}, line ${line}, column ${column}`, ...shown];
}

/**
 * As wide as the start of a text is where it is shown: tabs stay, letters that take two places get
 * two, and marks that join another letter none.
 */
function blank(text: string, length: number): string {
  const start = text.slice(0, length).padEnd(length);
  if (/^[ -~]*$/.test(start)) return " ".repeat(length);
  const letters = Array.from(new Intl.Segmenter().segment(start), ({ segment }) => segment);
  return letters.map((letter) => (letter === "\t" ? letter : wide.test(letter) ? "  " : " ")).join("");
}

const wide =
  /^(?:[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;

function isError(thrown: unknown): thrown is Error {
  try {
    return types.isNativeError(thrown) || thrown instanceof Error;
  } catch {
    return false;
  }
}

function text(read: () => unknown, otherwise: string): string {
  try {
    return String(read() ?? otherwise);
  } catch {
    return otherwise;
  }
}
