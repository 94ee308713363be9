import { fixed, inPercent, signed, signedInterval, whole } from "../lib/number-text.ts";
import { sentenceOf } from "../lib/sentence-of.ts";
import { posteriorFigure } from "../plots/figures/posterior-figure.ts";
import { subject } from "../plots/gap-words.ts";
import { figureElement } from "../plots/html.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import { posteriorNotes, priorsNote } from "../stats/notes/posterior-notes.ts";
import type { AgainstMargin, Posterior } from "../stats/posterior/posterior-result.ts";
import type { PosteriorSummary } from "../stats/posterior/summary.ts";
import { comparisonsTable } from "./comparisons-table.ts";
import { Html, html } from "./html.ts";

const columns: { name: string; of: (posterior: Posterior) => string | null }[] = [
  { name: "published − one more wording", of: ({ concluded }) => concluded && difference(concluded.publishedMinusNew) },
  { name: "above / below, %", of: ({ concluded }) => concluded && beyond(concluded.publishedMinusNewAgainst) },
  { name: "gap on average", of: ({ concluded }) => concluded && difference(concluded.gap) },
  { name: "above / below, %", of: ({ concluded }) => concluded && beyond(concluded.gapAgainst) },
  { name: "R̂", of: ({ check }) => check && fixed(check.rhat, 3) },
  { name: "ESS", of: ({ check }) => check && whole(Math.round(check.ess)) },
];

/**
 * The posterior of each gap where it was asked for: of the published text less one more wording,
 * and of the gap on average, with how well the chains agree, and a figure of each, folded. Null
 * without posteriors.
 */
export function posteriorSection(posteriors: readonly Posterior[], names: Names): Html | null {
  if (posteriors.length === 0) return null;
  const priors = [
    ...new Set(posteriors.filter((each) => each.priors.length > 0).map((each) => priorsNote(each.priors))),
  ];
  const table = comparisonsTable({
    id: "posterior",
    caption:
      "posterior means in percentage points, with intervals; above / below: the probability that the difference is above, and below, the margin in brackets; gap = paraphrase − published; R̂ at most, and ESS, effective draws, at least; —: not concluded, for the reason below",
    columns,
    rows: posteriors,
    head: (each) => html`${nameIn(each, names)} <span>${subject(each, names)}</span>`,
  });
  return html`<section aria-labelledby="posterior">
    <h2 id="posterior">The posterior</h2>
    <p>
      Of a hierarchical logit model of the counts, with partial pooling. The published text less one more wording is
      what rewording alone does not do: of the two, it alone is evidence on recognition.
    </p>
    ${table} ${priors.map((note) => html`<p>${sentenceOf(note)}</p>`)}
    ${posteriors.map((each) => (each.concluded ? card(each, names) : refusal(each, names)))}
  </section>`;
}

function card(posterior: Posterior, names: Names): Html {
  return html`<details class="card">
    <summary>
      Posterior: ${nameIn(posterior, names)}, ${subject(posterior, names)}
      <strong>${signed(posterior.concluded!.publishedMinusNew.mean)}</strong>
    </summary>
    <figure>${new Html(figureElement(posteriorFigure(posterior, { names })))}</figure>
  </details>`;
}

/** Why nothing is concluded, in place of the figure. */
const refusal = (posterior: Posterior, names: Names): Html =>
  html`<p class="note">
    ${nameIn(posterior, names)}, ${subject(posterior, names)}: ${posteriorNotes(posterior).map(sentenceOf).join(" ")}
  </p>`;

const nameIn = ({ scenario, outcome }: Posterior, names: Names): string =>
  `${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`;

const difference = ({ mean, ci }: PosteriorSummary): string => `${signed(mean)} ${signedInterval(ci)}`;

const beyond = ({ margin, above, below }: AgainstMargin): string =>
  `${inPercent(above)}\u00a0/\u00a0${inPercent(below)} (±\u00a0${fixed(100 * margin, 0)})`;
