import type { Gap } from "../stats/gap/gap.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import { foldedSection } from "./folded-section.ts";
import { html, type Html } from "./html.ts";
import type { Made } from "./made.ts";

type By = Made["scenarios"][number]["outcomes"][number]["by"];

/** Each way of reading an outcome off a reply: its name, in a line, and whole. */
const how: Record<By, { name: string; brief: string; whole: string }> = {
  choice: {
    name: "forced choice",
    brief: "a rate is the mean of the probabilities that the model gives to one of two letters",
    whole:
      "Forced choice: the model answers with one of two letters, once in either order, and what counts is the probability that it gives to the letter. A rate is the mean of such probabilities, so that 90.7 % of n = 8 can be.",
  },
  pattern: {
    name: "pattern",
    brief: "written acts are found by fixed patterns; where they find none, a reply is unscored",
    whole:
      "Pattern: written acts in the reply are found by fixed patterns; a reply with no act that they know is unscored, never 0.",
  },
  rubric: {
    name: "rubric",
    brief: "a judge model reads each reply by written criteria",
    whole:
      "Rubric: a judge model reads the reply by written criteria; it sees neither the arm nor which wording it is.",
  },
  score: {
    name: "score",
    brief: "the value came along with the reply, from whoever gave it",
    whole:
      "Score: a value that came along with replies from elsewhere, by whoever gave it there; nothing here has judged the reply again.",
  },
};

/** How the outcomes of the gaps are read off a reply, each way explained once. */
export function measuredSection(gaps: readonly Gap[], runs: readonly Made[], names: Names): Html | null {
  const used = waysOf(gaps, runs, names);
  if (used.size === 0) return null;
  const list = html`<dl class="measured">
    ${[...used].map(
      ([by, what]) =>
        html`<div>
          <dt>${how[by].whole}</dt>
          <dd>${[...what].join("; ")}</dd>
        </div>`,
    )}
  </dl>`;
  return foldedSection("measured", "How it is measured", list, [...used.keys()].map((by) => how[by].name).join(", "));
}

/** The same in a line, to stand where rates are first named; null where nothing is known of it. */
export function measuredBriefly(gaps: readonly Gap[], runs: readonly Made[], names: Names): Html | null {
  const used = [...waysOf(gaps, runs, names).keys()];
  return used.length === 0
    ? null
    : html`<p class="muted">
        ${used.map((by) => `Read by ${how[by].name}: ${how[by].brief}. `)}
        <a href="#measured">More on how it is measured</a>
      </p>`;
}

/** By what outcomes of these gaps are read off, and which, by name. */
function waysOf(gaps: readonly Gap[], runs: readonly Made[], names: Names): Map<By, Set<string>> {
  const known = runs.flatMap(({ scenarios }) =>
    scenarios.flatMap(({ id, outcomes }) => outcomes.map((outcome) => ({ scenario: id, ...outcome }))),
  );
  const used = new Map<By, Set<string>>();
  for (const { scenario, outcome } of gaps) {
    const by = known.find((each) => each.scenario === scenario && each.id === outcome)?.by;
    if (by)
      used.set(by, (used.get(by) ?? new Set()).add(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`));
  }
  return used;
}
