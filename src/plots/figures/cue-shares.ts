import { checkOptions } from "../../lib/check-options.ts";
import type { Shape } from "plotly.js";
import type { Cues, ShareOf } from "../../stats/cues/cue-result.ts";
import { inPercent, interval, percent, percentInterval, roundPercent } from "../../lib/number-text.ts";
import { block, key } from "../block.ts";
import { cueNotesOf, sizeOf, titleOfAll } from "../cue-words.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { subject } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface CueSharesOptions {
  title?: string;
  names?: Names;
}

/** What carries a share, and the height its row is drawn at. */
interface Mark extends ShareOf {
  of: Cues;
  what: string;
  y: number;
}

/**
 * Whose doing the differences between wordings are: the share of the variance of their rates that
 * each factor of the text carries, with that of the text that was changed, of all pairs of factors,
 * and of what is left; each with its interval. Throws where no shares are known.
 *
 * @example
 * pictures.cueShares(changes)
 */
export function cueShares(all: readonly Cues[], options: CueSharesOptions = {}): Figure {
  const { title, names = {} } = checkOptions("cueShares", options, { title: true, names: true });
  checkList("cueShares", all, "cues()");
  const rows = new Rows();
  const marks = all.flatMap((of) => marksOf(rows, of, names));
  if (marks.length === 0) throw new Error("no shares to draw: cues() found no variance between these wordings");
  return figure({
    data: [false, true].flatMap((simulated) =>
      dots(
        "share",
        marks.filter(({ of }) => of.simulated === simulated).map((mark) => dotOf(mark, names)),
        { color: light.paraphrase, hollow: simulated },
      ),
    ),
    layout: rowLayout({
      header: [
        block(title ?? "What do wordings differ by?", { at: "title", bold: true }),
        block("share of the variance between wordings’ rates, % (rates in % of trials)"),
        key([["●", light.paraphrase, "share, and its interval"]]),
      ],
      rows,
      xaxis: { caption: ["share, %"], range: [-2, 102] },
      shapes: marks.map(bar),
      footer: notes(all).map((note) => block(note, { color: light.muted })),
    }),
    config: config("cue-shares"),
    alt: [
      titleOfAll("What wordings differ by", all, names),
      ...marks.map((mark) => sentence(mark, names)),
      ...notes(all),
    ].join("\n"),
  });
}

function marksOf(rows: Rows, of: Cues, names: Names): Mark[] {
  const { shares, pairsShare, scenario, outcome, between } = of;
  if (shares.length === 0) return [];
  rows.head([
    block(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`, { at: "body", bold: true }),
    block(
      `${subject(of, names)}\u00a0· ${of.wordings} wordings, ${sizeOf(of.n)}\u00a0· SD between them ${inPercent(between)} points`,
    ),
  ]);
  const single = shares
    .filter((share) => share.of === "factor" || share.of === "base")
    .map((each) => ({ ...each, what: each.of === "base" ? "the text that was changed" : nameOf({}, each.factors[0]!) }))
    .toSorted((a, b) => b.share - a.share);
  const rest = shares.find((share) => share.of === "rest");
  const listed = [
    ...single,
    ...(pairsShare ? [{ ...pairsShare, what: "two factors together" }] : []),
    ...(rest && !of.single ? [{ ...rest, what: "what is left" }] : []),
  ];
  return listed.map(({ share, ci, what }) => {
    const label = [
      block(what, { row: true }),
      block(`${percent(share)} ${interval(ci, inPercent)}`, { row: true, bold: true }),
    ];
    return { of, what, share, ci, y: rows.add(label, 10) };
  });
}

const bar = ({ share, y }: Mark): Partial<Shape> => ({
  type: "rect",
  x0: 0,
  x1: points(share),
  y0: y - 9,
  y1: y + 9,
  layer: "below",
  fillcolor: light.band,
  line: { width: 0 },
});

function dotOf(mark: Mark, names: Names): Dot {
  return { x: points(mark.share), y: mark.y, xs: drawn(mark.ci), text: sentence(mark, names), of: mark.of };
}

function sentence({ of, what, share, ci }: Mark, names: Names): string {
  const { scenario, outcome } = of;
  return `${headOf(names, scenario)}, ${subject(of, names)}, “${nameOf(names, outcome, scenario)}”: ${what} carries ${percent(share)} ${percentInterval(ci)} of the variance between wordings.`;
}

function notes(all: readonly Cues[]): string[] {
  return [
    `Bars: ${roundPercent(all[0]!.level)} intervals. Each combination of levels counts as often as any other; chance is taken off.`,
    ...cueNotesOf(all),
  ];
}
