import { badge, subject } from "../plots/gap-words.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import { gapInterval } from "../plots/gap-interval.ts";
import { inPercent, pNumber, percent, percentInterval, signed } from "../lib/number-text.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { comparisonsTable } from "./comparisons-table.ts";
import { html, type Html } from "./html.ts";

const columns: { name: string; of: (gap: Gap) => string | null }[] = [
  { name: "published (n)", of: (gap) => rate(gap.published, gap.publishedN) },
  { name: "paraphrase (n, K)", of: (gap) => rate(gap.paraphrase, gap.n, gap.k) },
  { name: "gap", of: ({ gap }) => (gap === null ? null : signed(gap)) },
  { name: "wordings like these", of: (gap) => gapInterval(gap.ciLike, gap) || null },
  { name: "these wordings", of: (gap) => gapInterval(gap.ciThese, gap) || null },
  { name: "τ", of: ({ tau }) => (tau === null ? null : inPercent(tau)) },
  { name: "next wording", of: ({ predictionInterval: next }) => next && percentInterval(next) },
  { name: "outlier p", of: ({ outlierP }) => (outlierP === null ? null : pNumber(outlierP)) },
  {
    name: "rank p (floor)",
    of: ({ rankP, rankFloor }) => (rankP === null ? null : `${pNumber(rankP)} (${pNumber(rankFloor)})`),
  },
];

/** The table of gaps, one row a comparison, and how to take it along. */
export function numbersSection(gaps: readonly Gap[], names: Names, take: Html): Html {
  const table = comparisonsTable({
    id: "numbers",
    caption:
      "gap = paraphrase − published, with its intervals and τ in percentage points; rates and the next wording in per cent of scored trials; n: scored trials; K: paraphrases; two-sided; —: not estimable",
    columns,
    rows: gaps,
    head: (gap, index) =>
      html`${index + 1}. ${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}
        <span>${[subject(gap, names), badge(gap)].filter(Boolean).join("\u00a0· ")}</span>`,
  });
  return html`<section aria-labelledby="numbers">
    <h2 id="numbers">The numbers</h2>
    ${table} ${take}
  </section>`;
}

function rate(value: number | null, n: number | null, k?: number): string | null {
  if (value === null) return null;
  return `${percent(value)} (${n ?? "n not given"}${k === undefined ? "" : `, ${k}`})`;
}
