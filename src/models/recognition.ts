import { publishedArms } from "../scenarios/arms.ts";
import { recognitionKinds, type RecognitionKind } from "../scenarios/perturbations/recognition-kinds.ts";
import type { TrialFacts } from "./model.ts";

/** What of its recognising is left by each change of a name, and of how a text is made. */
const left: Record<Exclude<RecognitionKind, "tests">, number> = { names: 0.25, structure: 0.6 };

/** How often each cue of being a test goes unseen. */
const unseen = 0.5;

/**
 * How often, in [0, 1], a simulated subject recognises the text of a trial. By names or by
 * structure: always where it is the published side, or made from that and not changed in this;
 * never where it is a rewording, or a control. By tests: the more cues of a test were put in.
 */
export function recognition(kind: RecognitionKind, { arm, perturbation }: TrialFacts): number {
  const changed =
    perturbation?.changed.filter((factor) => recognitionKinds[kind].some((each) => each === factor)) ?? [];
  if (kind === "tests") {
    const placeholders = perturbation?.levels["names"] === "placeholder" ? 1 : 0;
    return 1 - unseen ** (changed.length + placeholders);
  }
  return isPublished(perturbation?.baseArm ?? arm) ? left[kind] ** changed.length : 0;
}

/** A control's base stands for the published side, and was never published. */
const isPublished = (arm: string): boolean => arm !== "base" && publishedArms.some((each) => each === arm);
