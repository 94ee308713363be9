import { checkOptions } from "../../lib/check-options.ts";
import { adjust, type Adjustment } from "../../stats/numbers/adjust.ts";
import type { Gap } from "../../stats/gap/gap.ts";
import { block, key } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { figure, type Figure } from "../figure.ts";
import { describeGap, gapNotes, subtraction, trialCounts, where, who } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { pValue, rounded, signed } from "../../lib/number-text.ts";
import { letterAt } from "../tags.ts";
import { light } from "../theme.ts";
import { tileHeight, tileShapes, tileTexts, type Tile } from "../tiles.ts";

export interface HeatMapOptions {
  title?: string;
  names?: Names;
  /** How p-values are adjusted for the number of gaps shown. Default Holm. */
  adjustment?: Adjustment;
  /** Confidence of a star: the adjusted p is below 1 − level. Default 0.95. */
  level?: number;
}

const how: Record<Adjustment, string> = {
  holm: "Holm: at most this chance of any false star",
  bh: "Benjamini and Hochberg: this share of stars false, at most, on average",
};

/**
 * The gap of every model on every scenario, outcome and condition: models across, as letters, so
 * that any number of characters fits a column; blue where paraphrases do less, orange where more,
 * starred where the p of no gap on average stays below 1 − `level` once adjusted for all gaps
 * shown. A combination without a gap is empty. Throws on no gaps, and on more than eight models.
 *
 * @example
 * heatMap(gaps)
 */
export function heatMap(gaps: readonly Gap[], options: HeatMapOptions = {}): Figure {
  const {
    title,
    names = {},
    adjustment = "holm",
    level = 0.95,
  } = checkOptions("heatMap", options, { title: true, names: true, adjustment: true, level: true });
  checkList("heatMap", gaps, "gap()");
  const models = [...new Set(gaps.map((gap) => who(gap, names)))];
  if (gaps.length === 0) throw new Error("no gaps to draw: gap() was given no cells, or none of them had trials");
  if (models.length > 8) throw new Error(`${models.length} models: a heat map holds eight, draw the others in another`);
  const adjusted = adjust(
    gaps.map(({ gapP }) => gapP),
    { method: adjustment },
  );
  const starred = (gap: Gap) => (adjusted[gaps.indexOf(gap)] ?? 1) < 1 - level;
  const inWords = (gap: Gap) => {
    const p = adjusted[gaps.indexOf(gap)]!;
    return `${describeGap(gap, names)}${p === null ? "" : ` Adjusted ${pValue(p)}.`}`;
  };
  const rows = new Rows(0);
  const tiles = [...Map.groupBy(gaps, (gap) => placeOf(gap, names)).values()].flatMap((group) => {
    const y = headed(rows, group[0]!, names);
    return group.map((gap): Tile => {
      const x = models.indexOf(who(gap, names));
      return { x, y, text: textOf(gap, starred(gap)), fill: fillOf(gap.gap), hover: inWords(gap), of: gap };
    });
  });
  const tested = gaps.filter(({ gapP }) => gapP !== null).length;
  return figure({
    data: [tileTexts("gap", tiles)],
    layout: rowLayout({
      header: [
        block(title ?? "Where does rewording matter?", { at: "title", bold: true }),
        block(subtraction("the outcome named")),
        ...models.map((model, i) => block(`${letterAt(i)}  ${model}`)),
        key(scale),
      ],
      rows,
      xaxis: {
        caption: ["model"],
        range: [-0.5, models.length - 0.5],
        tickvals: models.map((_, i) => i),
        ticktext: models.map((_, i) => letterAt(i)),
        showgrid: false,
      },
      shapes: tileShapes(tiles),
      footer: [
        `* adjusted p of no gap on average below ${rounded(1 - level, 4)}, for ${tested} gaps tested (${how[adjustment]}). – : no gap could be estimated.`,
        `${sizes(gaps)}: scored trials, published vs paraphrase; hover for each.`,
        ...gapNotes(gaps, names, { simulated: "Simulated: a subject whose rates we set, not a model." }),
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("heat-map"),
    alt: gaps.map(inWords).join("\n"),
  });
}

const placeOf = (gap: Gap, names: Names): string => JSON.stringify([gap.scenario, gap.outcome, where(gap, names)]);

/** Begins a row of tiles under its heading; returns the y of their middle. */
function headed(rows: Rows, gap: Gap, names: Names): number {
  const head = [headOf(names, gap.scenario), nameOf(names, gap.outcome, gap.scenario), where(gap, names)];
  rows.head([block(head.filter(Boolean).join("\u00a0· "))]);
  rows.bottom += tileHeight;
  return rows.bottom - tileHeight / 2;
}

function textOf({ gap }: Gap, starred: boolean): string {
  if (gap === null) return "–";
  return starred ? `<b>${signed(gap)}*</b>` : signed(gap);
}

/** The colours with the gaps that they stand for, in points. */
const scale = [
  ["■", light.down3, "−25 and below"],
  ["■", light.down2, "−10"],
  ["■", light.down1, "−2"],
  ["□", light.rule, "within 2 of 0"],
  ["■", light.up1, "+2"],
  ["■", light.up2, "+10"],
  ["■", light.up3, "+25 and above"],
] as const;

/** Seven steps of colour: within 2, 10 and 25 points of zero, and beyond. */
function fillOf(gap: number | null): string {
  if (gap === null) return light.paper;
  const step = [0.02, 0.1, 0.25].filter((edge) => Math.abs(gap) >= edge).length;
  return step === 0 ? light.level : light[`${gap < 0 ? "down" : "up"}${step as 1 | 2 | 3}`];
}

function sizes(gaps: readonly Gap[]): string {
  const said = [...new Set(gaps.map((gap) => trialCounts(gap)))];
  return said.length <= 2 ? said.join("; ") : `${said[0]} to ${said.at(-1)}`;
}
