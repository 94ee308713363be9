import { nameOf, type Names } from "../plots/names.ts";
import { rateOf } from "../plots/gap-words.ts";
import { gapWithInterval } from "../plots/gap-interval.ts";
import { pValue, signed, whole } from "../lib/number-text.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { html, type Html } from "./html.ts";

/** Gaps of real models that others have measured, and where their counts are from. */
export interface Elsewhere {
  gaps: readonly Gap[];
  source: string;
}

/** Directly below a page's own answer: what replies of real models show, as far as they can. */
export function elsewhereSection({ gaps, source }: Elsewhere, names: Names): Html | null {
  const shown = gaps.filter(({ gap }) => gap !== null);
  if (shown.length === 0) return null;
  return html`<section aria-labelledby="elsewhere">
    <h2 id="elsewhere">What real replies show</h2>
    <p>Replies that others have paid for, counted on a published text and on a rewording of it. Source: ${source}</p>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="elsewhere">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">model and what it does</th>
            <th scope="col">published (n)</th>
            <th scope="col">reworded (n)</th>
            <th scope="col">gap on average, points</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((gap) => row(gap, names))}
        </tbody>
      </table>
    </div>
    ${
      shown.some(({ k }) => k === 1)
        ? html`<p>
            One rewording a model (K = 1) compares two texts. Of wordings like it, and of recognition, it says nothing.
          </p>`
        : null
    }
  </section>`;
}

function row(gap: Gap, names: Names): Html {
  const key = `${gap.outcome}=1`;
  const does = nameOf(names, key, gap.scenario);
  const what = does === key ? nameOf(names, gap.outcome, gap.scenario) : does;
  const ci = gap.ciLike ?? gap.ciThese;
  const these = gap.k === 1 ? ", these two texts" : ", exactly these wordings";
  const alone = gap.ciLike === null ? these : ", wordings like these";
  const p = gap.ciLike === null || gap.outlierP === null ? "" : `; as one more draw ${pValue(gap.outlierP)}`;
  const counted = (n: number | null) => (n === null ? "" : ` (${whole(n)})`);
  return html`<tr>
    <th scope="row">${gap.model} <span>${nameOf(names, gap.scenario)}: ${what}</span></th>
    <td>${rateOf(gap, gap.published!)}${counted(gap.publishedN)}</td>
    <td>${rateOf(gap, gap.paraphrase!)}${counted(gap.n)}</td>
    <td>${gapWithInterval(signed(gap.gap!), ci, gap)}${alone}${p}</td>
  </tr>`;
}
