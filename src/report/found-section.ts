import { standIn, subject } from "../plots/gap-words.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { headline } from "./headline.ts";
import { html, type Html } from "./html.ts";

/** What was found: how many comparisons, then each in words. */
export function foundSection(gaps: readonly Gap[], names: Names): Html {
  return html`<section aria-labelledby="found">
    <h2 id="found">What was found</h2>
    <p>${summary(gaps)}</p>
    <div class="cards">${gaps.map((gap, i) => (gap.gap === null ? null : card(gap, i + 1, names)))}</div>
    ${without(gaps, names)}
  </section>`;
}

function summary(gaps: readonly Gap[]): string {
  const compared = gaps.filter(({ gap }) => gap !== null);
  const lacking = gaps.length - compared.length;
  if (compared.length === 0) return `No gap could be estimated, of ${lacking} asked for.`;
  const estimated = compared.filter(({ ciLike }) => ciLike !== null);
  const away = estimated.filter(({ ciLike }) => ciLike![0] > 0 || ciLike![1] < 0);
  const one = compared.length === 1;
  const controls = compared.filter(({ publishedArm }) => publishedArm === "base").length;
  const among = controls ? `, ${controls} of them in unpublished controls` : "";
  const more = lacking ? `; for ${lacking} more no gap could be estimated` : "";
  const made = `${compared.length} comparison${one ? "" : "s"} of published and paraphrased wordings${among}${more}.`;
  if (estimated.length === 0) return `${made} None has an interval for wordings like these.`;
  const of = one ? "its interval" : `in ${away.length || "none"} of ${estimated.length} the interval`;
  const does = one ? (away.length ? "excludes" : "includes") : "excludes";
  const chance = one ? "" : " About one in twenty would by chance alone.";
  return `${made} For wordings like these, ${of} ${does} zero.${chance}`;
}

function without(gaps: readonly Gap[], names: Names): Html | null {
  const list = gaps.flatMap((gap, i) => {
    const [measured] = headline(gap, names).sentences;
    const name = `${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}`;
    return gap.gap === null ? [html`<li>${i + 1}. ${name}, ${subject(gap, names)}. ${measured!.answer}</li>`] : [];
  });
  return list.length === 0
    ? null
    : html`<h3>No gap could be estimated</h3>
        <ul class="plain">
          ${list}
        </ul>`;
}

function card(gap: Gap, number: number, names: Names): Html {
  const { value, interval, sentences } = headline(gap, names);
  const badges = [gap.simulated ? "simulated" : "", gap.publishedArm === "base" ? "control" : ""];
  return html`<article class="card">
    <h3>${number}. ${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}</h3>
    <p class="subject">
      ${subject({ ...gap, simulated: false }, names)}
      ${badges.filter(Boolean).map((badge) => html`<span class="badge">${badge}</span>`)}
    </p>
    <p class="value"><strong>${value}</strong> ${interval}</p>
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
  </article>`;
}
