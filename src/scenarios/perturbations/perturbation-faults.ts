import { checkCells } from "../gate/check-cells.ts";
import { textFaults } from "../gate/check-text.ts";
import { hard, type Finding } from "../gate/finding.ts";
import { gateRules } from "../gate/gate-rules.ts";
import { sidesOf } from "../gate/sides.ts";
import { ownText } from "../said.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { words } from "../similarity.ts";

/**
 * The gate for perturbations of one wording: the hard checks that one fails, and its base does not.
 */
export function perturbationGate(
  scenario: Scenario,
  base: Wording,
): (wording: Wording, lifted: ReadonlySet<string>) => Finding[] {
  const { sides, against } = sidesOf(scenario);
  const failed = (wording: Wording, lifted: ReadonlySet<string>): Finding[] => {
    const asked = lifted.has("names") ? { ...scenario, distinctive: [] } : scenario;
    // What is asked of a perturbation is what is asked of the text it was made from.
    const asBase = { ...wording, arm: base.arm };
    const text = textFaults(asked, asBase, sides, null).findings;
    const broken = text.some(({ check, verdict }) => check === "form" && verdict === "fail");
    const all = broken ? text : [...text, ...checkCells(asked, asBase, against, sides)];
    return all.filter(({ verdict }) => verdict === "fail");
  };
  const ofBase = new Set(failed(base, new Set()).map(({ check }) => check));
  const [least, most] = gateRules(scenario.gate).length;
  return (wording, lifted) => {
    const ratio = words(ownText(wording)).length / words(ownText(base)).length;
    const percent = `${Math.round(100 * ratio)} % of ${base.id}'s words`;
    const length = hard(
      "length",
      ratio < least || ratio > most
        ? [`${percent}, where ${Math.round(100 * least)} to ${Math.round(100 * most)} are wanted`]
        : [],
      percent,
      "change less of it, or let the factor lift length",
    );
    const ofWording = failed(wording, lifted).filter((each) => !ofBase.has(each.check));
    return [length, ...ofWording].filter(({ check, verdict }) => verdict === "fail" && !lifted.has(check));
  };
}
