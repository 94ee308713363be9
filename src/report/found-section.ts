import { fixed, percent, signed, signedInterval, unbroken } from "../lib/number-text.ts";
import { badge, subject } from "../plots/gap-words.ts";
import type { Figure } from "../plots/figure.ts";
import { figureElement } from "../plots/html.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { lacks } from "../stats/notes/gap-notes.ts";
import { samePlace } from "../stats/groups/place.ts";
import type { WithControl } from "../stats/gap/with-controls.ts";
import type { Posterior } from "../stats/posterior/posterior-result.ts";
import { arrange, gapsOf } from "./arrange.ts";
import { answerTo } from "./answer.ts";
import type { CutoffAnswer } from "./cutoff-answer.ts";
import { Html, html } from "./html.ts";
import type { Made } from "./made.ts";
import { measuredBriefly } from "./measured-section.ts";

/** What the first screen is made of. */
interface Found {
  gaps: readonly Gap[];
  runs: readonly Made[];
  posteriors: readonly Posterior[];
  read: readonly CutoffAnswer[];
}

/** The first screen: what was found of each scenario, and the figure that shows it. */
export function foundSection({ gaps, runs, posteriors, read }: Found, figure: Figure | null, names: Names): Html {
  const { first, further, others, without } = arrange(gaps);
  const list = (pairs: readonly WithControl[]) => pairs.map((pair) => answer(pair, posteriors, names));
  return html`<section aria-labelledby="found" class="found">
    <h2 id="found">What was found</h2>
    <div class="answers">
      ${unmeasured(gaps, names)} ${list(first)} ${measuredBriefly(gapsOf(first), runs, names)}
      ${first.length === 0 ? html`<p>No gap could be estimated, of ${gaps.length} asked for.</p>` : null}
      ${beforehand(read)}
    </div>
    ${figure && html`<figure>${new Html(figureElement(figure))}</figure>`}
    <div class="folds">
      ${folded("The other comparisons", `${further.length} more`, list(further))}
      ${folded("What else was measured", `${others.length} more`, list(others))}
      ${folded("No gap could be estimated", `${without.length}`, withoutGap(without, names))}
    </div>
  </section>`;
}

function answer(pair: WithControl, posteriors: readonly Posterior[], names: Names): Html {
  const { gap } = pair;
  const { average, control, evidence, verdict } = answerTo(pair, names);
  const alone = gap.controlFor === null ? [] : ["unpublished control"];
  const marks = [...alone, badge(gap)].filter(Boolean);
  return html`<article class="answer">
    <h3>${headOf(names, gap.scenario)}</h3>
    <p class="subject">${[subject(gap, names), ...marks].join("\u00a0· ")}</p>
    <p>${unbroken([average, control, evidence].filter(Boolean).join(" "))}</p>
    ${posteriors.filter((each) => samePlace(each, gap)).map((each) => html`<p>${posteriorAnswer(each)}</p>`)}
    <p class="verdict" data-verdict="${verdict}">${verdict.charAt(0).toUpperCase() + verdict.slice(1)}</p>
  </article>`;
}

/** What the posterior says of the second question, on whose figures the verdict does not rest. */
function posteriorAnswer({ concluded, check }: Posterior): string {
  if (concluded === null) return "Of the posterior nothing is concluded: see below.";
  const { mean, ci } = concluded.publishedMinusNew;
  const { margin, above, below } = concluded.publishedMinusNewAgainst;
  const size = fixed(100 * margin, 0);
  return `Posterior of the published text less one more wording: ${signed(mean)} ${signedInterval(ci)} points; more than ${size} above with probability ${percent(above)}, more than ${size} below with ${percent(below)} (R̂\u00a0${fixed(check!.rhat, 3)}).`;
}

/** Whether models differ on what they may have read; nothing where no dates are known. */
function beforehand(read: readonly CutoffAnswer[]): Html | null {
  return read.length === 0
    ? null
    : html`<article class="answer">
        <h3>Do models behave differently on scenarios that they may have read?</h3>
        ${read.map(({ text }) => html`<p>${text}</p>`)}
      </article>`;
}

const folded = (title: string, brief: string, content: readonly Html[]): Html | null =>
  content.length === 0
    ? null
    : html`<details class="card">
        <summary>${title} <span class="muted">${brief}</span></summary>
        ${content}
      </details>`;

/** A headline outcome that has no figure anywhere: what is shown first is not what was asked. */
function unmeasured(gaps: readonly Gap[], names: Names): Html[] {
  const asked = gaps.filter(({ headline, controlFor }) => headline === true && controlFor === null);
  return outcomesOf(asked)
    .filter((group) => group.every(({ gap }) => gap === null))
    .map((group) => {
      const { scenario, outcome } = group[0]!;
      const what = `“${nameOf(names, outcome, scenario)}”, the headline outcome of “${headOf(names, scenario)}”,`;
      return html`<p class="note">${what} has no figure: ${reasons(group)}.</p>`;
    });
}

/** What has no gap and why, an outcome a line. */
function withoutGap(gaps: readonly Gap[], names: Names): Html[] {
  const lines = outcomesOf(gaps).map((group) => {
    const { scenario, outcome } = group[0]!;
    const places = [...new Set(group.map((gap) => subject(gap, names)))];
    const where = places.length > 3 ? `${places.length} comparisons` : places.join("; ");
    return html`<li>
      ${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)} (${where}): ${reasons(group)}.
    </li>`;
  });
  return lines.length === 0
    ? []
    : [
        html`<ul class="plain">
          ${lines}
        </ul>`,
      ];
}

const outcomesOf = (gaps: readonly Gap[]): Gap[][] => [
  ...Map.groupBy(gaps, ({ scenario, outcome }) => JSON.stringify([scenario, outcome])).values(),
];

/** Why there is no gap: what was left out, else what is lacking. */
function reasons(group: readonly Gap[]): string {
  const left = new Set(
    group.flatMap(({ droppedBySide }) =>
      droppedBySide.filter(({ unit }) => unit === "trials").map(({ reason }) => reason),
    ),
  );
  const lacking = new Set(group.map((gap) => lacks(gap)[0] ?? "it could not be estimated"));
  return [...(left.size > 0 ? left : lacking)].join(", ");
}
