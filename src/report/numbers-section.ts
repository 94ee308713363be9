import { ranges } from "../lib/ranges.ts";
import { badge, subject } from "../plots/gap-words.ts";
import { headOf, nameOf, type Names } from "../plots/names.ts";
import { inPercent, pNumber, percent, signed } from "../lib/number-text.ts";
import type { Difference } from "../stats/gap/difference.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { gapInterval, nextWording } from "../stats/gap/gap-cells.ts";
import { betweenGaps } from "../stats/notes/gap-notes.ts";
import type { WithControl } from "../stats/gap/with-controls.ts";
import { arrange } from "./arrange.ts";
import { comparisonsTable } from "./comparisons-table.ts";
import { foldedSection } from "./folded-section.ts";
import { html, type Html } from "./html.ts";

interface Row {
  number: string;
  gap: Gap;
  /** Whether its gap is of the control of the row above. */
  beside: boolean;
  /** What is left of the gap beyond its control's, in a row of its row. */
  beyond: Difference | null;
}

const figures: { name: string; of: (gap: Gap) => string | null }[] = [
  { name: "published (n)", of: (gap) => rate(gap.published, gap.publishedN) },
  { name: "paraphrase (n, K)", of: (gap) => rate(gap.paraphrase, gap.n, gap.k) },
  { name: "gap", of: ({ gap }) => (gap === null ? null : signed(gap)) },
  { name: "wordings like these", of: (gap) => gapInterval(gap.ciLike, gap) },
  { name: "these wordings", of: (gap) => gapInterval(gap.ciThese, gap) },
  { name: "τ", of: ({ tau }) => (tau === null ? null : inPercent(tau)) },
  { name: "next wording", of: nextWording },
  { name: "outlier p", of: ({ outlierP }) => (outlierP === null ? null : pNumber(outlierP)) },
  {
    name: "rank p (floor)",
    of: ({ rankP, rankFloor }) => (rankP === null ? null : `${pNumber(rankP)} (${pNumber(rankFloor)})`),
  },
];

const columns = figures.map(({ name, of }) => ({
  name,
  of: ({ gap, beyond }: Row) => (beyond === null ? of(gap) : (beyondFigures[name]?.(beyond, gap) ?? "")),
}));

const beyondFigures: Record<string, (beyond: Difference, gap: Gap) => string> = {
  gap: ({ estimate }) => signed(estimate),
  "wordings like these": ({ ci }, gap) => gapInterval(ci, betweenGaps(gap)),
  "outlier p": ({ question, p }) => (question === "asDraw" ? pNumber(p) : ""),
};

/**
 * The table of gaps, a control and what is left beyond it under its scenario, folded where it is
 * long; the comparisons that a page does not open with are folded in it. Then how to take it along.
 */
export function numbersSection(gaps: readonly Gap[], names: Names, take: Html): Html {
  const { first, further, others, without } = arrange(gaps);
  const rest = rowsOf([...further, ...others], gaps);
  const table = (rows: readonly Row[]) =>
    comparisonsTable({ id: "numbers", caption, columns, rows, head: (row) => headFor(row, names) });
  const count = further.length + others.length;
  const content = html`
    ${first.length > 0 ? table(rowsOf(first, gaps)) : null}
    ${
      rest.length > 0
        ? html`<details class="card">
            <summary>The other comparisons <span class="muted">${count} more</span></summary>
            ${table(rest)}
          </details>`
        : null
    }
    ${without.length > 0 ? html`<p class="muted">${unestimated(without, gaps)}</p>` : null}
  `;
  return first.length > most
    ? html`${foldedSection("numbers", title, content, `${first.length + count} comparisons`)} ${take}`
    : html`<section aria-labelledby="numbers">
        <h2 id="numbers">${title}</h2>
        ${content} ${take}
      </section>`;
}

const title = "The numbers";

/** More comparisons than this are a table that is folded: the forest has their numbers, too. */
const most = 2;

const caption =
  "gap = paraphrase − published, with its intervals and τ in percentage points; rates and the next wording in per cent of scored trials; n: scored trials; K: paraphrases; two-sided; —: not estimable";

function rowsOf(pairs: readonly WithControl[], gaps: readonly Gap[]): Row[] {
  const at = (gap: Gap) => `${gaps.indexOf(gap) + 1}`;
  return pairs.flatMap(({ gap, control }) => {
    const row = { number: at(gap), gap, beyond: null, beside: false };
    if (control === null) return [row];
    const both = `${at(gap)} − ${at(control)}`;
    const beyond = [gap.adjusted?.onAverage, gap.adjusted?.asDraws].filter((each) => each != null);
    return [
      row,
      { ...row, number: at(control), gap: control, beside: true },
      ...beyond.map((each) => ({ ...row, number: both, beyond: each })),
    ];
  });
}

function headFor({ number, gap, beyond, beside }: Row, names: Names): Html {
  if (beyond !== null)
    return html`${number}. beyond the unpublished
    control${beyond.question === "asDraw" ? ", as one more draw" : ", on average"}`;
  if (beside) return html`${number}. unpublished control <span>${headOf(names, gap.scenario)}</span>`;
  const marks = [gap.controlFor === null ? "" : "unpublished control", badge(gap)].filter(Boolean);
  return html`${number}. ${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}
    <span>${[subject(gap, names), ...marks].join("\u00a0· ")}</span>`;
}

const unestimated = (without: readonly Gap[], gaps: readonly Gap[]): string =>
  `No gap could be estimated of comparison${without.length > 1 ? "s" : ""} ${ranges(without.map((gap) => gaps.indexOf(gap) + 1))}: why stands under what was found.`;

function rate(value: number | null, n: number | null, k?: number): string | null {
  if (value === null) return null;
  return `${percent(value)} (${n ?? "n not given"}${k === undefined ? "" : `, ${k}`})`;
}
