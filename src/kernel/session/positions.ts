import type * as TraceMapping from "@jridgewell/trace-mapping";
import { fileURLToPath } from "node:url";
import { plainUrl } from "./module-graph.ts";
import { onFirstUse } from "./on-first-use.ts";

const mapping = onFirstUse<typeof TraceMapping>("@jridgewell/trace-mapping");

/** Something the engine runs that was written differently: a cell, or a TypeScript file. */
interface Source {
  /** As people know it: `Cell [3]`, or a path. */
  name: string;
  source: string;
  /**
   * Source maps (JSON) from what runs back to `source`, outermost first; asked for once, when first
   * needed.
   */
  maps: () => string[];
}

/** Lines and columns count from 1. */
export interface Position {
  name: string;
  line: number;
  column: number;
  source: string;
  cell: boolean;
}

const sources = new Map<string, Source & { traced?: TraceMapping.TraceMap[] }>();

/** Script names of cells start so. */
export const cellScheme = "cell:";

export function rememberSource(script: string, source: Source): void {
  sources.set(script, source);
}

/**
 * Where in the text people wrote a place in running code is, or null for code that runs as it was
 * written.
 */
export function originalPosition(script: string, line: number, column: number): Position | null {
  const key = script.startsWith("file:") ? fileURLToPath(plainUrl(script)) : script;
  const known = sources.get(key);
  if (known === undefined) return null;
  const { originalPositionFor, TraceMap } = mapping();
  known.traced ??= known.maps().map((json) => new TraceMap(json));
  let at = { line, column: column - 1 };
  for (const map of known.traced) {
    const found = originalPositionFor(map, at);
    if (found.line === null) return null;
    at = { line: found.line, column: found.column };
  }
  const cell = key.startsWith(cellScheme);
  const placed = nameBefore(known.source, at) + 1;
  return { name: known.name, line: at.line, column: placed, source: known.source, cell };
}

/** A call is where its name is, also where the engine places it at the parenthesis behind. */
function nameBefore(source: string, { line, column }: { line: number; column: number }): number {
  const text = source.split("\n")[line - 1] ?? "";
  return text[column] === "(" ? column - /[\p{ID_Continue}$]*$/u.exec(text.slice(0, column))![0].length : column;
}
