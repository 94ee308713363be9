import { claimsNearZero } from "./conclusions/claims-near-zero.ts";
import { judgeByArm } from "./conclusions/judge-by-arm.ts";
import { labelsDrawn } from "./conclusions/labels-drawn.ts";
import { missingByArm } from "./conclusions/missing-by-arm.ts";
import type { Row } from "./row.ts";

/**
 * What the numbers let one conclude: rejection and coverage by seeded simulation, a fault a file.
 */
export async function benchConclusions(): Promise<Row[]> {
  return [judgeByArm, missingByArm, claimsNearZero, labelsDrawn].flatMap((measure) => measure());
}

if (import.meta.main) for (const row of await benchConclusions()) console.log(row);
