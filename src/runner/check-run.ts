import { described } from "../lib/described.ts";
import type { Run } from "./trial.ts";

/**
 * Throws where something else than a run was passed to a function that takes one, saying what takes
 * its place.
 */
export function checkRun(run: Partial<Pick<Run, "dir" | "plan">> | null, taker: string): void {
  if (typeof run?.dir === "string" && run.plan !== undefined) return;
  throw new Error(`${taker}() takes what run() or openRun() gives, not ${described(run)}`);
}
