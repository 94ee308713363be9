import type { Gap } from "../stats/gap/gap.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import { html, type Html } from "./html.ts";
import type { Made } from "./made.ts";

type By = Made["scenarios"][number]["outcomes"][number]["by"];

const how: Record<By, string> = {
  choice:
    "Forced choice: the model answers with one of two letters, once in either order, and what counts is the probability that it gives to the letter. A rate is the mean of such probabilities, so that 90.7 % of n = 8 can be.",
  pattern:
    "Pattern: written acts in the reply are found by fixed patterns; a reply with no act that they know is unscored, never 0.",
  rubric: "Rubric: a judge model reads the reply by written criteria; it sees neither the arm nor which wording it is.",
  score:
    "Score: a value that came along with replies from elsewhere, by whoever gave it there; nothing here has judged the reply again.",
};

/** How the outcomes of the gaps are read off a reply, each way explained once. */
export function measuredSection(gaps: readonly Gap[], runs: readonly Made[], names: Names): Html | null {
  const known = runs.flatMap(({ scenarios }) =>
    scenarios.flatMap(({ id, outcomes }) => outcomes.map((outcome) => ({ scenario: id, ...outcome }))),
  );
  const used = new Map<By, Set<string>>();
  for (const { scenario, outcome } of gaps) {
    const by = known.find((each) => each.scenario === scenario && each.id === outcome)?.by;
    if (by)
      used.set(by, (used.get(by) ?? new Set()).add(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`));
  }
  return used.size === 0
    ? null
    : html`<section aria-labelledby="measured">
        <h2 id="measured">How it is measured</h2>
        <dl class="measured">
          ${[...used].map(
            ([by, what]) =>
              html`<div>
                <dt>${how[by]}</dt>
                <dd>${[...what].join("; ")}</dd>
              </div>`,
          )}
        </dl>
      </section>`;
}
