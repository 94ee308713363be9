import { publishedArms } from "./arms.ts";
import { channelFactor } from "./channel.ts";
import { fault } from "./fault.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Throws on the first fault of a scenario as a whole: ids that are there twice, the headline, the
 * arms.
 */
export function checkScenario(scenario: Scenario, place: string): void {
  checkIds(scenario, place);
  checkHeadline(scenario, place);
  checkArms(scenario, place);
  checkVaried(scenario, place);
}

function checkIds(scenario: Scenario, place: string): void {
  const lists: Record<string, { id: string }[]> = {
    factors: scenario.factors,
    varied: scenario.varied,
    invariants: scenario.invariants,
    outcomes: scenario.outcomes,
    ...Object.fromEntries(scenario.factors.map((factor) => [`factors.${factor.id}.levels`, factor.levels])),
  };
  for (const [field, list] of Object.entries(lists)) {
    const twice = list.find((item, index) => list.findIndex((other) => other.id === item.id) < index);
    if (twice) throw fault(place, field, `"${twice.id}" is there twice; give each an id of its own`);
  }
  if (scenario.factors.some((factor) => factor.id === "input"))
    throw fault(place, "factors", '"input" is what templates call the input; give the factor another id');
}

function checkHeadline(scenario: Scenario, place: string): void {
  const headlines = scenario.outcomes.filter((outcome) => outcome.headline).map((outcome) => outcome.id);
  if (headlines.length === 1) return;
  const found = headlines.length === 0 ? "no headline" : `headlines ${headlines.join(" and ")}`;
  throw fault(place, "outcomes", `${found}; set headline: true on exactly one outcome`);
}

function checkArms(scenario: Scenario, place: string): void {
  const count = (arm: string) => scenario.wordings.filter((wording) => wording.arm === arm).length;
  if (publishedArms.every((arm) => count(arm) === 0))
    throw fault(place, "wordings", "no published side; add a wording with arm recognizable, or base in a control");
  for (const arm of ["recognizable", "base"])
    if (count(arm) > 1) throw fault(place, "wordings", `${count(arm)} with arm ${arm}; make all but one paraphrases`);
  if (count("base") > 0 && scenario.source)
    throw fault(place, "source", "a base wording in a published scenario; use arm recognizable, or leave source out");
}

function checkVaried({ source, factors, varied, wordings }: Scenario, place: string): void {
  if (varied.length > 0 && source === null)
    throw fault(place, "varied", "nothing was published that could have varied; add source, or leave varied out");
  const tools = wordings.some((wording) => wording.tools !== undefined);
  const known = [...factors.map(({ id }) => id), ...(tools ? [channelFactor] : []), "inputs", "wordings", "edits"];
  for (const { id, carried } of varied)
    if (carried !== null && !known.includes(carried))
      throw fault(place, `varied.${id}.carried`, `no "${carried}" here; use one of ${known.join(", ")}, or null`);
}
