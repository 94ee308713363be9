import type { Scenario, Wording } from "../scenario.ts";
import { ownText } from "../said.ts";
import { addressFaults } from "./address-faults.ts";
import { cellFaults, strangeNames } from "./cell-faults.ts";
import { cellsOf, silentInput } from "./cells.ts";
import { clockTimes } from "./clock-times.ts";
import { hard, type Finding } from "./finding.ts";
import { gateRules } from "./gate-rules.ts";
import { labelFaults } from "./label-faults.ts";
import { privateFaults } from "./private-faults.ts";
import { statedFaults } from "./stated-faults.ts";
import { taskFaults } from "./task-faults.ts";

/**
 * What shows of a wording beside the others of its scenario when every cell is rendered: what it
 * states and how strongly, its last task, private marks, addresses, labels of conditions, seams and
 * clashes, names in the choice; and, of a paraphrase, times of day that were published. Each is a
 * hard check with what to do.
 */
export function checkCells(
  scenario: Scenario,
  wording: Wording,
  against: Wording,
  sides: readonly Wording[],
): Finding[] {
  const rules = gateRules(scenario.gate);
  const inputs = [silentInput(scenario)];
  const [cells, silent] = [cellsOf(scenario, wording), cellsOf(scenario, wording, inputs)];
  const published = rules.stated.some(({ degree }) => degree === null) ? cellsOf(scenario, against, inputs) : [];
  const stated = rules.stated.map((each) =>
    hard(
      `stated ${each.id}`,
      statedFaults(silent, each, published),
      "",
      `state “${each.title}” as strongly as the others do`,
    ),
  );
  const names = strangeNames(scenario, wording).map((name) => `the choice says “${name}”, the text never does`);
  return [
    ...stated,
    hard(
      "last task",
      taskFaults(cells, rules.task),
      "",
      "end what is said before the first reply by asking for what is open, without saying how",
    ),
    hard(
      "private marks",
      privateFaults(scenario, wording),
      "",
      "declare under private how this wording has notes set off, and use it in its examples",
    ),
    hard(
      "addresses",
      addressFaults(scenario, wording),
      "",
      "let the pattern of the act know the house's own addresses",
    ),
    hard(
      "labels",
      labelFaults(silent, rules.labels),
      "",
      "give conditions labels that say nothing of what they are for",
    ),
    hard("cells", cellFaults(cells, rules.clashes), "", "mend the sentence for this condition and input"),
    hard("one name", names, "", "call a thing by one name in the text and in the choice"),
    ...(wording.arm === "paraphrase" && scenario.source !== null
      ? [hard("times", timesLeft(scenario, wording, sides), "", "choose another time of day")]
      : []),
  ];
}

/** Times of day, and phrases that are one, of the published side which a wording names, too. */
function timesLeft(
  { distinctive }: Pick<Scenario, "distinctive">,
  wording: Wording,
  sides: readonly Wording[],
): string[] {
  const published = clockTimes([...sides.map(ownText), ...distinctive].join("\n"));
  return [...clockTimes(ownText(wording))].flatMap(([minutes, words]) =>
    published.has(minutes) ? [`“${words}” is the published side's “${published.get(minutes)}”`] : [],
  );
}
