import type { CellResult } from "../session/output.ts";

/** How a cell ends that did not end by itself. */
export function failure(ename: string, evalue: string): CellResult {
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}
