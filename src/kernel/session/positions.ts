import type * as TraceMapping from "@jridgewell/trace-mapping";
import { plainUrl } from "./module-graph.ts";
import { onFirstUse } from "./on-first-use.ts";

const mapping = onFirstUse<typeof TraceMapping>("@jridgewell/trace-mapping");

/** As JSON, or with its mappings decoded. */
export type SourceMap = TraceMapping.SourceMapInput;

/** Something the engine runs that was written differently: a cell, or a TypeScript file. */
interface Source {
  /** As people know it: `Cell [3]`, or a path. */
  name: string;
  source: string;
  /** Source maps from what runs back to `source`, outermost first; asked for once, when needed. */
  maps: () => SourceMap[];
  traced?: TraceMapping.TraceMap[];
}

/** Lines and columns count from 1. */
export interface Position {
  name: string;
  line: number;
  column: number;
  source: string;
  cell: boolean;
}

const sources = new Map<string, Source>();

/** Script names of cells start so. */
export const cellScheme = "cell:";

export function rememberSource(script: string, source: Source): void {
  sources.set(script, source);
}

export function renameSource(script: string, name: string): void {
  const known = sources.get(script);
  if (known !== undefined) known.name = name;
}

/**
 * Where in the text people wrote a place in running code is, or null for code that runs as it was
 * written. `place` is asked for that of other code only: the engine has to look for it.
 */
export function originalPosition(
  script: string,
  place: () => { line: number | null; column: number | null },
): Position | null {
  const known = sources.get(plainUrl(script));
  if (known === undefined) return null;
  const { line, column } = place();
  if (!line || !column) return null;
  const { originalPositionFor, LEAST_UPPER_BOUND, TraceMap } = mapping();
  known.traced ??= known.maps().map((map) => new TraceMap(map));
  let at = { line, column: column - 1 };
  for (const map of known.traced) {
    // What is added before a statement is where the statement is.
    const exact = originalPositionFor(map, at);
    const found = exact.line === null ? originalPositionFor(map, { ...at, bias: LEAST_UPPER_BOUND }) : exact;
    if (found.line === null) return null;
    at = { line: found.line, column: found.column };
  }
  const cell = script.startsWith(cellScheme);
  const placed = nameBefore(known.source, at) + 1;
  return { name: known.name, line: at.line, column: placed, source: known.source, cell };
}

/** As the engine counts them. */
export function linesOf(source: string): string[] {
  return source.split(/\r\n|[\n\r\u2028\u2029]/);
}

/** A call is where its name is, also where the engine places it at the parenthesis behind. */
function nameBefore(source: string, { line, column }: { line: number; column: number }): number {
  const text = linesOf(source)[line - 1] ?? "";
  return text[column] === "(" ? column - /[\p{ID_Continue}$]*$/u.exec(text.slice(0, column))![0].length : column;
}
