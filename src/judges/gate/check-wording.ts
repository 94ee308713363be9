import { checkOptions } from "../../lib/check-options.ts";
import type { Scenario, Wording } from "../../scenarios/scenario.ts";
import { gateOptions, openGate, type GateOptions, type WordingCheck } from "./gate.ts";

/**
 * Whether a wording may stand for its scenario. Hard checks, any of which rejects it: form, names
 * and runs of six words of the published side, length within 70–130 %, conditions and outcomes that
 * can be told apart. The rest is reported: distances from the published side, reading level, tone.
 * What could not be measured here is said among the findings.
 *
 * @example
 * const wording = scenario.wordings.find(({ arm }) => arm === "paraphrase")!;
 * (await texts.checkWording(scenario, wording)).findings
 */
export async function checkWording(
  scenario: Scenario,
  wording: Wording,
  options: GateOptions = {},
): Promise<WordingCheck> {
  checkOptions("checkWording", options, gateOptions);
  await using gate = await openGate(options);
  return await gate.check(scenario, wording);
}
