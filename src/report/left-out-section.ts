import { whole } from "../lib/number-text.ts";
import { ranges } from "../lib/ranges.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { html, type Html } from "./html.ts";
import type { Made } from "./made.ts";

/**
 * What was left out and why, and what each comparison must be read with; each thing once, with
 * where it applies.
 */
export function leftOutSection(gaps: readonly Gap[], runs: readonly Made[]): Html {
  const left = [
    ...runs.flatMap(unfinished).map((text) => ({ text, of: "" })),
    ...collect(gaps, ({ dropped }) => Object.entries(dropped).map(([why, count]) => `left out: ${count} × ${why}`)),
  ];
  const notes = collect(gaps, ({ notes }) => notes);
  const list = (all: typeof notes) =>
    html`<ul class="left-out">
      ${all.map(({ text, of }) => html`<li>${text.charAt(0).toUpperCase() + text.slice(1)}.${of}</li>`)}
    </ul>`;
  return html`<section aria-labelledby="left-out">
    <h2 id="left-out">What was left out, and what to beware of</h2>
    ${left.length === 0 ? html`<p>Nothing was left out: every planned trial was completed and scored.</p>` : list(left)}
    ${
      notes.length === 0
        ? null
        : html`<details class="fold">
            <summary>What each comparison must be read with <span class="muted">${notes.length} notes</span></summary>
            ${list(notes)}
          </details>`
    }
  </section>`;
}

function unfinished({ counts: { planned, done, failed, stopped, known } }: Made): string[] {
  if (done === planned) return [];
  if (known !== undefined)
    return [
      `asking stopped after ${whole(done)} of ${whole(planned)} planned trials, since ${known}; the intervals of the gaps are for one look and do not take that into account`,
    ];
  const why = stopped ? `; the run stopped: ${stopped}` : "";
  return [`${planned - done} of ${planned} trials have no complete conversation (${failed} failed)${why}`];
}

/** What is said of gaps, with the comparisons it is said of where that is not all of them. */
function collect(gaps: readonly Gap[], says: (gap: Gap) => string[]): { text: string; of: Html | string }[] {
  const said = gaps.flatMap((gap, i) => says(gap).map((text) => ({ text, number: i + 1 })));
  return [...Map.groupBy(said, ({ text }) => text)].map(([text, uses]) => {
    if (uses.length === gaps.length) return { text, of: "" };
    const list = ranges(uses.map(({ number }) => number));
    return { text, of: html` <span>Comparison${uses.length > 1 ? "s" : ""} ${list}.</span>` };
  });
}
