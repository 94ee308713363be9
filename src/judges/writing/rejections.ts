import { dirname } from "node:path";
import { privateFolder } from "../../lib/private.ts";
import { openLines } from "../../lib/jsonl.ts";
import type { Finding } from "../../scenarios/gate/finding.ts";
import { unspoiled } from "../../scenarios/unspoiled.ts";
import type { WordingCheck } from "../gate/gate.ts";

/**
 * Appends what the gate rejected to a JSON lines file, made if absent, each line with the reasons,
 * the figures and, where it is not in a scenario's folder, the text itself; without what quotes a
 * wording that is held out, or redacted.
 */
export async function saveRejections(
  file: string,
  checks: readonly (Pick<WordingCheck, "scenario" | "wording" | "rung" | "verdict"> & {
    findings: readonly Finding[];
  })[],
  more: Record<string, unknown> = {},
): Promise<void> {
  const rejected = checks.filter(({ verdict }) => verdict === "reject");
  if (rejected.length === 0) return;
  privateFolder(dirname(file));
  const lines = await openLines(file);
  try {
    for (const { findings, ...check } of rejected) {
      const reasons = findings.filter(({ verdict }) => verdict === "fail");
      const line = JSON.stringify({ ...check, reasons, at: new Date().toISOString(), ...more });
      await lines.append(JSON.parse(unspoiled(line)));
    }
  } finally {
    await lines.close();
  }
}
