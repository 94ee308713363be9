import { loadScenarios } from "../scenarios/load.ts";

/**
 * From here on, and in every process started from here, nothing that is written quotes a wording:
 * the shipped ones, and those of runs and folders that are opened. Does nothing unless `wanted`.
 */
export function redactFrom(wanted: boolean | undefined): void {
  if (!wanted) return;
  process.env["PARALLAX_REDACT"] = "1";
  loadScenarios();
}
