import { loadScenarios } from "../scenarios/load.ts";

/** What `--redact` does, as commands that have it say it. */
export const redactUsage = "what quotes a wording or an input becomes its hash, wherever it would be written";

/**
 * From here on, and in every process started from here, nothing that is written quotes a wording: the shipped ones, and
 * those of runs and folders that are opened. Does nothing unless `wanted`.
 */
export function redactFrom(wanted: boolean | undefined): void {
  if (!wanted) return;
  process.env["PARALLAX_REDACT"] = "1";
  loadScenarios();
}
