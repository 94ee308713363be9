import { fixed, percent, signed, signedInterval } from "../lib/number-text.ts";
import { badge, subject } from "../plots/gap-words.ts";
import type { Figure } from "../plots/figure.ts";
import { figureElement } from "../plots/html.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { leading } from "../stats/gap/leading.ts";
import { samePlace } from "../stats/groups/place.ts";
import { withControls, type WithControl } from "../stats/gap/with-controls.ts";
import type { Posterior } from "../stats/posterior/posterior-result.ts";
import { answerTo } from "./answer.ts";
import type { CutoffAnswer } from "./cutoff-answer.ts";
import { headline } from "./headline.ts";
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
  const { first, others } = leading(gaps);
  const [pairs, more] = [first, others].map((ofPart) => withControls(ofPart).filter(({ gap }) => gap.gap !== null)) as [
    WithControl[],
    WithControl[],
  ];
  return html`<section aria-labelledby="found" class="found">
    <h2 id="found">What was found</h2>
    <div class="answers">
      ${pairs.map((pair) => answer(pair, posteriors, names))} ${measuredBriefly(first, runs, names)}
      ${pairs.length === 0 ? html`<p>No gap could be estimated, of ${gaps.length} asked for.</p>` : null}
      ${beforehand(read)}
      ${
        more.length > 0
          ? html`<details class="card">
              <summary>What else was measured <span class="muted">${more.length} more</span></summary>
              ${more.map((pair) => answer(pair, posteriors, names))}
            </details>`
          : null
      }
      ${without(gaps, names)}
    </div>
    ${figure && html`<figure>${new Html(figureElement(figure))}</figure>`}
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
    <p>${[average, control, evidence].filter(Boolean).join(" ")}</p>
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

function without(gaps: readonly Gap[], names: Names): Html | null {
  const list = gaps.flatMap((gap) => {
    const [measured] = headline(gap, names).sentences;
    const name = `${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}`;
    return gap.gap === null ? [html`<li>${name}, ${subject(gap, names)}. ${measured!.answer}</li>`] : [];
  });
  return list.length === 0
    ? null
    : html`<h3>No gap could be estimated</h3>
        <ul class="plain">
          ${list}
        </ul>`;
}
