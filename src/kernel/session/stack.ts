import { fileURLToPath } from "node:url";
import { cellScheme, originalPosition, type Position } from "./positions.ts";
import { whenCalled } from "./realm.ts";
import { tidy } from "./tidy.ts";

export type Prepare = (error: Error, frames: NodeJS.CallSite[]) => unknown;

const kernel = new URL("../", import.meta.url).href;
const program = new URL("../", kernel).href;
const programFolder = fileURLToPath(program);
const internals = [kernel, fileURLToPath(kernel), "node:internal/", "node:diagnostics_channel", cellScheme];
const positions = new WeakMap<Error, Position>();
/** The same for errors of text that does not run, so that no frame is in it. */
const places = new WeakMap<Error, Position>();

/** The error, which comes from a place in a text that has not begun to run. */
export function placed<E extends Error>(error: E, at: Position): E {
  places.set(error, at);
  return error;
}

/**
 * For `Error.prepareStackTrace`: frames in cells and local TypeScript name the line and column that
 * people wrote, and frames of the kernel, and those outside the outermost cell or file, are left
 * out. Where an error is said to come from is the innermost of people's own lines, also where this
 * package threw it.
 */
export const prepareStack: Prepare = (error, frames) => whenCalled(() => stackOf(error, frames));

function stackOf(error: Error, frames: NodeJS.CallSite[]): string {
  tidy(error);
  const described = frames.map((frame) => ({ frame, at: position(frame) }));
  const outermost = described.findLastIndex(({ frame, at }) => at !== null || scriptOf(frame).startsWith(cellScheme));
  const shown =
    outermost === -1
      ? described
      : described.slice(0, outermost + 1).filter(({ frame, at }) => (at?.cell ?? false) || !isInternal(frame));
  const placed = shown.filter(({ at }) => at !== null);
  const first = (placed.find(({ frame }) => !isOwn(frame)) ?? placed[0])?.at;
  if (first) positions.set(error, first);
  return [headline(error), ...shown.map(({ frame, at }) => `    at ${describe(frame, at)}`)].join("\n");
}

/** The innermost place in a cell or local TypeScript file that an error came from. */
export function errorPosition(error: Error): Position | null {
  try {
    void error.stack;
  } catch {
    // A stack of somebody's own making that cannot be read leaves what was found so far.
  }
  return places.get(error) ?? positions.get(error) ?? null;
}

function position(frame: NodeJS.CallSite): Position | null {
  return originalPosition(scriptOf(frame), () => ({ line: frame.getLineNumber(), column: frame.getColumnNumber() }));
}

function describe(frame: NodeJS.CallSite, at: Position | null): string {
  const text = frame.toString().replace(ofEval, inCell);
  if (at === null) return text;
  const raw = `${frame.getScriptNameOrSourceURL()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  const place = at.cell ? `${at.name}, line ${at.line}, column ${at.column}` : `${at.name}:${at.line}:${at.column}`;
  return text.replace(raw, place).replace(/^(async )?Object\.(?=cell\$)/, "$1");
}

/** Where code that `eval` runs was evaluated. */
const ofEval = new RegExp(`(?<=\\()(${cellScheme}\\d+):(\\d+):(\\d+)(?=\\))`, "g");

function inCell(text: string, script: string, line: string, column: string): string {
  const at = originalPosition(script, () => ({ line: Number(line), column: Number(column) }));
  return at === null ? text : `${at.name}, line ${at.line}, column ${at.column}`;
}

function isInternal(frame: NodeJS.CallSite): boolean {
  const script = scriptOf(frame);
  return internals.some((internal) => script.startsWith(internal));
}

/** Whether a frame is in this package, not in what people wrote. */
function isOwn(frame: NodeJS.CallSite): boolean {
  const script = scriptOf(frame);
  return script.startsWith(program) || script.startsWith(programFolder);
}

function scriptOf(frame: NodeJS.CallSite): string {
  return frame.getScriptNameOrSourceURL() ?? "";
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
