import { checkOptions } from "../../lib/check-options.ts";
import { enters } from "../../frames/side.ts";
import type { Shape } from "plotly.js";
import type { Gap } from "../../stats/gap/gap.ts";
import { observedBand } from "../../stats/gap/observed-band.ts";
import type { WordingRate } from "../../stats/groups/group.ts";
import { block, key } from "../block.ts";
import { checkOne } from "../check-drawn.ts";
import { figure, type Figure } from "../figure.ts";
import { subject, unitOf } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { rateRange } from "../rate-range.ts";
import { Rows } from "../rows.ts";
import { spreadKey, spreadTraces, type Mark } from "../spread-marks.ts";
import { describeSpread, sizes, spreadNotes } from "../spread-words.ts";
import { points, wrap } from "../text.ts";
import { light } from "../theme.ts";

export interface SpreadOptions {
  title?: string;
  names?: Names;
}

/** An arm outside the gap with more wordings than this is one row of ticks. */
const ownRows = 6;

/**
 * Every wording's rate with its interval, highest first: paraphrases by rung, the published side as
 * a diamond among them; behind, where the observed rate of one more wording would lie and the
 * paraphrases' mean. Other arms, which do not enter the gap, stand apart below, muted. Throws where
 * there is no rate to draw.
 *
 * @example
 * wordingSpread(first)
 */
export function wordingSpread(gap: Gap, options: SpreadOptions = {}): Figure {
  const { title, names = {} } = checkOptions("wordingSpread", options, { title: true, names: true });
  checkOne("wordingSpread", gap, "gap()", "wordings");
  if (gap.wordings.length === 0) {
    throw new Error(`no rates to draw for ${gap.scenario}: none of its wordings has a scored trial`);
  }
  const sorted = gap.wordings.toSorted((a, b) => b.rate - a.rate || (a.wording < b.wording ? -1 : 1));
  const compared = sorted.filter(enters);
  const others = Map.groupBy(
    sorted.filter((wording) => !compared.includes(wording)),
    ({ arm }) => arm,
  );
  const rows = new Rows();
  const marks = compared.map((wording) => ownRow(rows, wording, gap.scenario, names));
  const { bottom } = rows;
  for (const [arm, wordings] of others) marks.push(...apart(rows, arm, wordings, gap.scenario, names));
  return figure({
    data: spreadTraces(marks, gap, names),
    layout: rowLayout({
      header: [
        block(title ?? "How much does the wording matter?", { at: "title", bold: true }),
        block(`${headOf(names, gap.scenario)}\u00a0· ${subject(gap, names)}`),
        key(spreadKey(compared)),
      ],
      rows,
      xaxis: { caption: caption(gap, compared, names), ...scale(gap) },
      shapes: behind(gap, bottom),
      footer: spreadNotes(gap).map((note) => block(note, { color: light.muted })),
    }),
    config: config("wording-spread"),
    alt: describeSpread(gap, compared, names),
  });
}

function ownRow(rows: Rows, wording: WordingRate, scenario: string, names: Names): Mark {
  const color = wording.published ? light.ink : light.muted;
  const label = block(headOf(names, wording.wording, scenario), { color, row: true, bold: wording.published });
  return { wording, y: rows.add([label], 10), strip: false };
}

function apart(rows: Rows, arm: string, wordings: WordingRate[], scenario: string, names: Names): Mark[] {
  const text = `${headOf(names, arm)}: not in the gap (${wordings.length})`;
  rows.head([block(text, { color: light.muted, bold: true })]);
  if (wordings.length <= ownRows) return wordings.map((wording) => ownRow(rows, wording, scenario, names));
  const y = rows.add([block("one tick each", { color: light.muted, row: true })], 12);
  return wordings.map((wording) => ({ wording, y, strip: true }));
}

function caption(gap: Gap, compared: readonly WordingRate[], names: Names): string[] {
  const cut = scale(gap).range[0] > 0 ? ["the axis does not start at 0"] : [];
  return [...wrap(`${nameOf(names, gap.outcome, gap.scenario)}, ${unitOf(gap)}`, 24), sizes(compared), ...cut];
}

/**
 * 0 to 100 %; as far as rates and intervals go where they take less than a third of that, or are
 * differences.
 */
function scale(gap: Gap): { range: [number, number] } {
  const rates = gap.wordings.flatMap(({ rate, ci }) => [rate, ...(ci ?? [])]);
  const floor = Math.min(0, ...rates);
  const ends = [...rates, ...(observedBand(gap) ?? []).map((end) => Math.min(1, Math.max(floor, end)))];
  return { range: rateRange(Math.min(...ends), Math.max(...ends)) };
}

function behind(gap: Gap, bottom: number): Partial<Shape>[] {
  const [left, right] = scale(gap).range;
  const within = (x: number) => Math.min(right, Math.max(left, points(x)));
  const place = { layer: "below", y0: 0, y1: bottom } as const;
  const shapes: Partial<Shape>[] = [];
  const band = observedBand(gap);
  if (band) {
    const [x0, x1] = band.map(within);
    shapes.push({ ...place, type: "rect", x0: x0!, x1: x1!, fillcolor: light.band, line: { width: 0 } });
  }
  if (gap.paraphrase !== null) {
    const x = points(gap.paraphrase);
    const line = { color: light.paraphrase, width: 1.5, dash: "dash" } as const;
    shapes.push({ ...place, type: "line", x0: x, x1: x, line });
  }
  return shapes;
}
