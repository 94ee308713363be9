import { checkText, type TextMeasures } from "../../scenarios/gate/check-text.ts";
import type { Finding } from "../../scenarios/gate/finding.ts";
import { sidesOf } from "../../scenarios/gate/sides.ts";
import type { Rung, Scenario, Wording } from "../../scenarios/scenario.ts";

/** What the gate says of one wording. It passes unless a hard check failed; what was not measured is among the findings. */
export interface WordingCheck {
  scenario: string;
  wording: string;
  rung: Rung | null;
  /** The wording's own; a changed text is another wording. */
  hash: string;
  /** The text it was measured against. */
  against: string;
  verdict: "pass" | "reject";
  findings: Finding[];
  measures: TextMeasures;
}

export interface GateOptions {}

/** A gate that is open: what its checks need is loaded once for many wordings. */
export interface Gate {
  check(scenario: Scenario, wording: Wording): Promise<WordingCheck>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens the gate; see {@link checkWording} for what it checks. */
export async function openGate(_options: GateOptions = {}): Promise<Gate> {
  return {
    async check(scenario, wording) {
      const { sides, against } = sidesOf(scenario);
      const { findings, measures } = checkText(scenario, wording, against, sides);
      const { id, rung, hash } = wording;
      const verdict = findings.some((finding) => finding.verdict === "fail") ? "reject" : "pass";
      return { scenario: scenario.id, wording: id, rung, hash, against: against.id, verdict, findings, measures };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
