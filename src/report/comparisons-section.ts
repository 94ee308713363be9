import { standIn, subject } from "../plots/gap-words.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { headline } from "./headline.ts";
import { foldedSection } from "./folded-section.ts";
import { html, type Html } from "./html.ts";

/** Each comparison in words, folded, under the numbers of the table. */
export function comparisonsSection(gaps: readonly Gap[], names: Names): Html | null {
  const cards = gaps.flatMap((gap, i) => (gap.gap === null ? [] : [card(gap, i + 1, names)]));
  return cards.length === 0
    ? null
    : foldedSection("comparisons", "Each comparison in words", cards, `${cards.length}`, cards.length > 12);
}

function card(gap: Gap, number: number, names: Names): Html {
  const { value, interval, sentences } = headline(gap, names);
  const badges = [gap.simulated ? "simulated" : "", gap.controlFor === null ? "" : "control"];
  return html`<details class="card">
    <summary>
      <span>${number}. ${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}</span>
      ${badges.filter(Boolean).map((badge) => html`<span class="badge">${badge}</span>`)}
      <strong>${value}</strong>
    </summary>
    <p class="subject">${subject({ ...gap, simulated: false }, names)}</p>
    <p class="value">${[value, interval].filter(Boolean).join(interval.startsWith("[") ? " " : ", ")}</p>
    <dl>
      ${sentences.map(
        ({ question, answer }) =>
          html`<div>
            <dt>${question}</dt>
            <dd>${answer}</dd>
          </div>`,
      )}
    </dl>
    <p class="side">Published side: ${standIn(gap)}. Gap: paraphrase − published, in percentage points.</p>
  </details>`;
}
