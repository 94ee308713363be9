import { checkOptions } from "../../lib/check-options.ts";
import type { Data } from "plotly.js";
import type { Difference } from "../../stats/gap/difference.ts";
import type { Gap } from "../../stats/gap/gap.ts";
import { withControls } from "../../stats/gap/with-controls.ts";
import { block, key, numberBlock } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { badge, counts, describeGap, gapNotes, subject, subtraction, where, who } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { endsOf, gapWithInterval } from "../gap-interval.ts";
import { pValue, roundPercent, signed } from "../../lib/number-text.ts";
import { betweenGaps, largest, reachesBeyond } from "../../stats/notes/gap-notes.ts";
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

/** What is left of a gap beyond its control's, and the height it is drawn at. */
interface Beyond extends Mark {
  difference: Difference;
}

/**
 * The gap of every scenario × model × condition in percentage points: a point with a thin line for
 * wordings like these and a thick one for exactly these, against zero. Rows are grouped by scenario
 * and outcome in the order given; each has its numbers, n and K. An unpublished control stands
 * under its scenario, and under it what is left of the gap beyond the control's, under both
 * questions: on average, and the published text taken as one more draw. A simulated subject's point
 * is hollow and it is called simulated; a gap that could not be estimated is a row without marks.
 * Throws on an empty list.
 *
 * @example
 * gapForest(gaps, { names: namesOf([scenario]) })
 */
export function gapForest(gaps: readonly Gap[], options: ForestOptions = {}): Figure {
  const { title, names = {} } = checkOptions("gapForest", options, { title: true, names: true });
  checkList("gapForest", gaps, "gap()");
  if (gaps.length === 0) throw new Error("no gaps to draw: gap() was given no cells, or none of them had trials");
  const subjects = new Set(gaps.map((gap) => who(gap, names)));
  const one = subjects.size === 1;
  const { rows, marks, beyond } = rowsOf(gaps, one, names);
  const outcomes = [...new Set(gaps.map((gap) => gap.outcome))];
  const unit =
    outcomes.length === 1 ? `“${nameOf(names, outcomes[0]!, gaps[0]!.scenario)}”` : "the outcome in each heading";
  return figure({
    data: [
      bars(
        "these wordings",
        lines(marks, (gap) => endsOf(gap.ciThese, gap)),
        { color: light.soft, width: 9 },
      ),
      bars(
        "wordings like these",
        lines(marks, (gap) => endsOf(gap.ciLike, gap)),
        { color: light.paraphrase, width: 2 },
      ),
      ...[false, true].flatMap((simulated) => dotsOf(marks, simulated, names)),
      ...[false, true].flatMap((simulated) => beyondDots(beyond, simulated, names)),
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
          ...(beyond.length > 0
            ? ([
                ["■", light.muted, "gap − its control’s, on average"],
                ["■", light.third, "as one more draw"],
              ] as const)
            : []),
        ]),
      ],
      rows,
      xaxis: { caption: ["gap, percentage points"], range: range(gaps) },
      shapes: [{ type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.ink, width: 1 } }],
      footer: notes(gaps, beyond.length > 0, names).map((note) => block(note, { color: light.muted })),
    }),
    config: config("gap-forest"),
    alt: [
      ...(title === undefined ? [] : [title]),
      ...marks.map(({ gap }) => describeGap(gap, names)),
      ...beyond.map((mark) => describeBeyond(mark, names)),
    ].join("\n"),
  });
}

function rowsOf(gaps: readonly Gap[], one: boolean, names: Names): { rows: Rows; marks: Mark[]; beyond: Beyond[] } {
  const rows = new Rows();
  const marks: Mark[] = [];
  const beyond: Beyond[] = [];
  const families = Map.groupBy(withControls(gaps), ({ gap }) => JSON.stringify([gap.scenario, gap.outcome]));
  for (const family of families.values()) {
    const { scenario, outcome } = family[0]!.gap;
    rows.head([block(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`, { at: "body", bold: true })]);
    for (const { gap, control } of family) {
      marks.push({ gap, y: addRow(rows, gap, one ? where(gap, names) : subject(gap, names)) });
      if (control === null) continue;
      marks.push({ gap: control, y: addRow(rows, control, "unpublished control") });
      for (const difference of [gap.adjusted?.onAverage, gap.adjusted?.asDraws])
        if (difference) beyond.push({ gap, difference, y: addBeyond(rows, gap, difference) });
    }
  }
  return { rows, marks, beyond };
}

function notes(gaps: readonly Gap[], beyond: boolean, names: Names): string[] {
  return [
    `Lines: ${roundPercent(gaps[0]!.level)} intervals, the thin one in brackets${gaps.some(alone) ? ", or the thick one where it is alone" : ""}${gaps.some(apart) ? ", the thick one about the gap of the plain mean" : ""}. n: scored trials, published vs paraphrase. K: paraphrases.`,
    ...(beyond
      ? [
          "Beyond the control: what rewording alone does is taken off. On average asks whether the two gaps are equal; as one more draw takes each published text as one more of its rewordings, and alone is evidence on recognition.",
        ]
      : []),
    ...edges(gaps),
    ...gapNotes(gaps, names),
  ];
}

/**
 * Whether the gap of exactly these wordings, of their plain mean, is another than the headline's as
 * shown.
 */
const apart = ({ gap, gapThese, ciThese }: Gap): boolean =>
  ciThese !== null && gap !== null && gapThese !== null && signed(gap) !== signed(gapThese);

const alone = ({ ciLike, ciThese }: Gap): boolean => ciLike === null && ciThese !== null;

function addRow(rows: Rows, gap: Gap, label: string): number {
  const value = gap.gap === null ? "no gap" : gapWithInterval(signed(gap.gap), gap.ciLike ?? gap.ciThese, gap);
  const rest = [counts(gap), badge(gap)].filter(Boolean).join("\u00a0· ");
  const head = label ? [block(label, { row: true })] : [];
  const narrow = [block(value, { row: true, bold: true }), block(rest, { row: true, color: light.muted })];
  return rows.add([...head, ...narrow], 14, [...head, numberBlock(value, rest)]);
}

/** The two questions, as they are named and drawn. */
const asked = {
  onAverage: { name: "beyond the control, on average", color: light.muted },
  asDraw: { name: "beyond the control, as one more draw", color: light.third },
} as const;

function addBeyond(rows: Rows, gap: Gap, { question, estimate, ci }: Difference): number {
  const name = block(asked[question].name, { row: true });
  const value = gapWithInterval(signed(estimate), ci, betweenGaps(gap));
  return rows.add([name, block(value, { row: true, bold: true })], 14, [name, numberBlock(value, "")]);
}

type Line = { ends: Interval; y: number };

const lines = (marks: readonly Mark[], of: (gap: Gap) => Interval | null): Line[] =>
  marks.flatMap(({ gap, y }) => {
    const ends = of(gap);
    return ends ? [{ ends, y }] : [];
  });

function bars(name: string, all: readonly Line[], line: { color: string; width: number }): Data {
  const ends = all.flatMap(
    ({ ends: [low, high], y }) =>
      [
        [points(low), y],
        [points(high), y],
        [null, null],
      ] as const,
  );
  const [x, y] = [ends.map(([x]) => x), ends.map(([, y]) => y)];
  return { type: "scatter", mode: "lines", name, x, y, line, hoverinfo: "skip" };
}

function dotsOf(marks: readonly Mark[], simulated: boolean, names: Names): Data[] {
  const ofKind = marks.filter(({ gap }) => gap.gap !== null && gap.simulated === simulated);
  const all = ofKind.map(({ gap, y }): Dot => ({ x: points(gap.gap!), y, text: describeGap(gap, names), of: gap }));
  return dots(simulated ? "simulated" : "gap", all, { color: light.paraphrase, hollow: simulated });
}

function beyondDots(beyond: readonly Beyond[], simulated: boolean, names: Names): Data[] {
  const ofKind = beyond.filter(({ gap }) => gap.simulated === simulated);
  return Object.entries(asked).flatMap(([question, { name, color }]) => {
    const all = ofKind.filter(({ difference }) => difference.question === question);
    const look = { color, symbol: "square", hollow: simulated };
    return dots(
      name,
      all.map((mark) => beyondDot(mark, names)),
      look,
    );
  });
}

function beyondDot(mark: Beyond, names: Names): Dot {
  const { gap, difference, y } = mark;
  return {
    x: points(difference.estimate),
    y,
    xs: drawn(endsOf(difference.ci, gap)),
    text: describeBeyond(mark, names),
    of: gap,
  };
}

function describeBeyond({ gap, difference: { question, estimate, ci, p } }: Beyond, names: Names): string {
  const of = `${headOf(names, gap.scenario)}, ${subject(gap, names)}, “${nameOf(names, gap.outcome, gap.scenario)}”`;
  return `${of}: beyond its unpublished control ${gapWithInterval(`${signed(estimate)} points`, ci, betweenGaps(gap))}, ${question === "asDraw" ? "each published text taken as one more draw" : "on average"}, ${pValue(p)}.`;
}

const allEnds = (gap: Gap): number[] => [
  ...(endsOf(gap.ciLike, gap) ?? []),
  ...(endsOf(gap.ciThese, gap) ?? []),
  ...(endsOf(gap.adjusted?.asDraws?.ci ?? null, gap) ?? []),
  ...(endsOf(gap.adjusted?.onAverage?.ci ?? null, gap) ?? []),
];

/** What a line at the edge is: of few wordings or trials, intervals reach further than gaps do. */
function edges(gaps: readonly Gap[]): string[] {
  const most = Math.max(...gaps.map(largest));
  const off = gaps.flatMap(allEnds).some((end) => Math.abs(end) > most);
  const beyond = gaps.filter((gap) => [gap.ciLike, gap.ciThese].some((ci) => ci !== null && reachesBeyond(ci, gap)));
  const ends = [...new Set(beyond.map((gap) => 100 * largest(gap)))].map((end) => `“<−${end}” and “>+${end}”`);
  return [
    ...(off ? ["A line that meets the edge goes on."] : []),
    ...(ends.length > 0
      ? [`${ends.join(", ")}: an end further out than gaps can be, by a t interval of few wordings or trials.`]
      : []),
  ];
}

/** Never wider than gaps can be, so that one row of few trials does not flatten all the others. */
function range(gaps: readonly Gap[]): [number, number] {
  const most = 1.03 * Math.max(...gaps.map(largest));
  const ends = gaps.flatMap((gap) => [0, gap.gap ?? 0, ...allEnds(gap)]).map(points);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const pad = Math.max(1, (high - low) * 0.06);
  return [points(Math.max((low - pad) / 100, -most)), points(Math.min((high + pad) / 100, most))];
}
