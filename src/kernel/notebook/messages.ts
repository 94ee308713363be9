import type { CellResult, Output } from "../session/output.ts";

/** What the process that runs a notebook is told. */
export type Ask = { type: "run"; code: string; count: number } | { type: "interrupt" } | { type: "end" };

/**
 * What it tells. `outputs` of cell `count` come in order, streams in pieces. `files` are the local
 * files that cells imported, with their stamps at that time.
 */
export type Tell =
  | { type: "ready" }
  | { type: "outputs"; count: number; outputs: Output[] }
  | { type: "result"; result: CellResult }
  | { type: "ended"; files: [path: string, stamp: string][]; record: Record<string, unknown> };
