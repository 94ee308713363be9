import { aroundCutoff } from "./conclusions/around-cutoff.ts";
import { beyondControl } from "./conclusions/beyond-control.ts";
import { claimsNearZero } from "./conclusions/claims-near-zero.ts";
import { copiedReplies } from "./conclusions/copied-replies.ts";
import { fewTexts } from "./conclusions/few-texts.ts";
import { judgeByArm } from "./conclusions/judge-by-arm.ts";
import { labelsDrawn } from "./conclusions/labels-drawn.ts";
import { missingByArm } from "./conclusions/missing-by-arm.ts";
import { stopWhenKnown } from "./conclusions/stop-when-known.ts";
import { smallPrint } from "./conclusions/small-print.ts";
import type { Row } from "./row.ts";

/**
 * What the numbers let one conclude: rejection and coverage by seeded simulation, a fault a file.
 */
export async function benchConclusions(): Promise<Row[]> {
  const faults = [
    beyondControl,
    aroundCutoff,
    copiedReplies,
    fewTexts,
    judgeByArm,
    missingByArm,
    claimsNearZero,
    labelsDrawn,
    smallPrint,
    stopWhenKnown,
  ];
  return faults.flatMap((measure) => measure());
}

if (import.meta.main) for (const row of await benchConclusions()) console.log(row);
