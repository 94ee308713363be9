import type { Data } from "plotly.js";
import type { Gap } from "../../stats/gap/gap.ts";
import { block, key, type Block } from "../block.ts";
import { dots, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { badge, counts, describeGap, gapNotes, subject, subtraction, where, who } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { roundPercent, signed, signedInterval } from "../../lib/number-text.ts";
import type { Interval } from "../../stats/numbers/interval.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface ForestOptions {
  title?: string;
  names?: Names;
}

/** A gap and the height its marks are drawn at. */
interface Mark {
  gap: Gap;
  y: number;
}

/**
 * The gap of every scenario × model × condition in percentage points: a point with a thin line for
 * wordings like these and a thick one for exactly these, against zero. Rows are grouped by scenario
 * and outcome in the order given; each has its numbers, n and K. A simulated subject's point is
 * hollow and it is called simulated; a gap that could not be estimated is a row without marks.
 * Throws on an empty list.
 */
export function gapForest(gaps: readonly Gap[], { title, names = {} }: ForestOptions = {}): Figure {
  if (gaps.length === 0) throw new Error("no gaps to draw: gap() was given no cells, or none of them had trials");
  const rows = new Rows();
  const subjects = new Set(gaps.map((gap) => who(gap, names)));
  const one = subjects.size === 1;
  const marks: Mark[] = [];
  for (const group of Map.groupBy(gaps, ({ scenario, outcome }) => JSON.stringify([scenario, outcome])).values()) {
    const { scenario, outcome } = group[0]!;
    rows.head([block(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`, { at: "body", bold: true })]);
    for (const gap of group) marks.push({ gap, y: rows.add(rowLabel(gap, one, names), 14) });
  }
  const estimated = marks.filter(({ gap }) => gap.gap !== null);
  const outcomes = [...new Set(gaps.map((gap) => gap.outcome))];
  const unit =
    outcomes.length === 1 ? `“${nameOf(names, outcomes[0]!, gaps[0]!.scenario)}”` : "the outcome in each heading";
  return figure({
    data: [
      bars("these wordings", marks, (gap) => gap.ciThese, { color: light.soft, width: 9 }),
      bars("wordings like these", marks, (gap) => gap.ciLike, { color: light.paraphrase, width: 2 }),
      ...[false, true].flatMap((hollow) =>
        dots(
          hollow ? "simulated" : "gap",
          estimated.filter(({ gap }) => gap.simulated === hollow).map((mark) => dotOf(mark, names)),
          { color: light.paraphrase, hollow },
        ),
      ),
    ],
    layout: rowLayout({
      header: [
        block(title ?? "Does rewording change behaviour?", { at: "title", bold: true }),
        ...(one ? [block([...subjects].join())] : []),
        block(subtraction(unit)),
        key([
          ["●", light.paraphrase, "gap"],
          ["▬", light.soft, "these wordings"],
          ["─", light.paraphrase, "wordings like these"],
        ]),
      ],
      rows,
      xaxis: { caption: ["gap, percentage points"], range: range(gaps) },
      shapes: [{ type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.ink, width: 1 } }],
      footer: [
        `Lines: ${roundPercent(gaps[0]!.level)} intervals, the thin one in brackets${gaps.some(apart) ? ", the thick one about the gap of the plain mean" : ""}. n: scored trials, published vs paraphrase. K: paraphrases.`,
        ...(runsOff(gaps) ? [`A line that meets the edge goes on: its interval is wider than any gap can be.`] : []),
        ...gapNotes(gaps, names),
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("gap-forest"),
    alt: gaps.map((gap) => describeGap(gap, names)).join("\n"),
  });
}

/**
 * Whether the gap of exactly these wordings, of their plain mean, is another than the headline's as
 * shown.
 */
const apart = ({ gap, gapThese, ciThese }: Gap): boolean =>
  ciThese !== null && gap !== null && gapThese !== null && signed(gap) !== signed(gapThese);

function rowLabel(gap: Gap, one: boolean, names: Names): Block[] {
  const value = gap.gap === null ? "no gap" : `${signed(gap.gap)} ${gap.ciLike ? signedInterval(gap.ciLike) : ""}`;
  const label = one ? where(gap, names) : subject(gap, names);
  return [
    ...(label ? [block(label, { row: true })] : []),
    block(value.trim(), { row: true, bold: true }),
    block([counts(gap), badge(gap)].filter(Boolean).join("\u00a0· "), { row: true, color: light.muted }),
  ];
}

function bars(
  name: string,
  marks: Mark[],
  of: (gap: Gap) => Interval | null,
  line: { color: string; width: number },
): Data {
  const ends = marks.flatMap(({ gap, y }) => {
    const interval = of(gap);
    return interval
      ? [[points(interval[0]), y] as const, [points(interval[1]), y] as const, [null, null] as const]
      : [];
  });
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: ends.map(([x]) => x),
    y: ends.map(([, y]) => y),
    line,
    hoverinfo: "skip",
  };
}

function dotOf({ gap, y }: Mark, names: Names): Dot {
  return { x: points(gap.gap!), y, text: describeGap(gap, names), of: gap };
}

/** The largest gap there can be, of rates or of differences between them. */
const largest = ({ isDifference }: Gap): number => (isDifference ? 2 : 1);

const endsOf = ({ ciLike, ciThese }: Gap): number[] => [...(ciLike ?? []), ...(ciThese ?? [])];

/** Whether an interval is wider than gaps can be, as it is of few trials. */
const runsOff = (gaps: readonly Gap[]): boolean =>
  gaps.flatMap(endsOf).some((end) => Math.abs(end) > Math.max(...gaps.map(largest)));

/** Never wider than gaps can be, so that one row of few trials does not flatten all the others. */
function range(gaps: readonly Gap[]): [number, number] {
  const most = 1.03 * Math.max(...gaps.map(largest));
  const ends = gaps.flatMap((gap) => [0, gap.gap ?? 0, ...endsOf(gap)]).map(points);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const pad = Math.max(1, (high - low) * 0.06);
  return [points(Math.max((low - pad) / 100, -most)), points(Math.min((high + pad) / 100, most))];
}
