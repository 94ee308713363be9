import { adjust, type Adjustment } from "../../stats/numbers/adjust.ts";
import type { Gap } from "../../stats/gap/gap.ts";
import { block, key } from "../block.ts";
import { figure, type Figure } from "../figure.ts";
import { describeGap, gapNotes, subtraction, trialCounts, where, who } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { pValue, signed } from "../../lib/number-text.ts";
import { light } from "../theme.ts";
import { tileHeight, tileShapes, tileTexts, type Tile } from "../tiles.ts";

export interface HeatMapOptions {
  title?: string;
  names?: Names;
  /** How p-values are adjusted for the number of gaps shown. Default Holm. */
  adjustment?: Adjustment;
  /** Adjusted p below which a gap is starred. Default 0.05. */
  alpha?: number;
}

const how: Record<Adjustment, string> = {
  holm: "Holm: at most this chance of any false star",
  bh: "Benjamini and Hochberg: this share of stars false, at most, on average",
};

/**
 * The gap of every model on every scenario, outcome and condition: models across, as letters, so that any number of
 * characters fits a column; blue where paraphrases do less, orange where more, starred where the p of no gap on average
 * stays below `alpha` once adjusted for all gaps shown. A combination without a gap is empty. Throws on no gaps, and
 * on more than eight models.
 */
export function heatMap(
  gaps: readonly Gap[],
  { title, names = {}, adjustment = "holm", alpha = 0.05 }: HeatMapOptions = {},
): Figure {
  const models = [...new Set(gaps.map((gap) => who(gap, names)))];
  if (gaps.length === 0) throw new Error("no gaps to draw: gap() was given no cells, or none of them had trials");
  if (models.length > 8) throw new Error(`${models.length} models: a heat map holds eight, draw the others in another`);
  const adjusted = adjust(
    gaps.map(({ gapP }) => gapP),
    { method: adjustment },
  );
  const rows = new Rows(0);
  const tiles: Tile[] = [];
  const place = (gap: Gap) => JSON.stringify([gap.scenario, gap.outcome, where(gap, names)]);
  for (const group of Map.groupBy(gaps, place).values()) {
    const { scenario, outcome } = group[0]!;
    const head = [headOf(names, scenario), nameOf(names, outcome, scenario), where(group[0]!, names)];
    rows.head([block(head.filter(Boolean).join("\u00a0· "))]);
    const y = rows.bottom + tileHeight / 2;
    rows.bottom += tileHeight;
    for (const gap of group) {
      const p = adjusted[gaps.indexOf(gap)]!;
      const star = p !== null && p < alpha;
      tiles.push({
        x: models.indexOf(who(gap, names)),
        y,
        text: gap.gap === null ? "–" : star ? `<b>${signed(gap.gap)}*</b>` : signed(gap.gap),
        fill: fillOf(gap.gap),
        hover: `${describeGap(gap, names)}${p === null ? "" : ` Adjusted ${pValue(p)}.`}`,
        of: gap,
      });
    }
  }
  const tested = gaps.filter(({ gapP }) => gapP !== null).length;
  return figure({
    data: [tileTexts("gap", tiles)],
    layout: rowLayout({
      header: [
        block(title ?? "Where does rewording matter?", { at: "title", bold: true }),
        block(subtraction("the outcome named")),
        ...models.map((model, i) => block(`${letter(i)}  ${model}`)),
        key([
          ["■", light.down3, "−, less on paraphrases"],
          ["■", light.up3, "+, more"],
        ]),
      ],
      rows,
      xaxis: {
        caption: ["model"],
        range: [-0.5, models.length - 0.5],
        tickvals: models.map((_, i) => i),
        ticktext: models.map((_, i) => letter(i)),
        showgrid: false,
      },
      shapes: tileShapes(tiles),
      footer: [
        `* adjusted p of no gap on average below ${alpha}, for ${tested} gaps tested (${how[adjustment]}). – : no gap could be estimated.`,
        `${sizes(gaps)}: scored trials, published vs paraphrase; hover for each.`,
        ...gapNotes(gaps, names, { simulated: "Simulated: a subject whose rates we set, not a model." }),
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("heat-map"),
    alt: gaps
      .map((gap, i) => `${describeGap(gap, names)}${adjusted[i] === null ? "" : ` Adjusted ${pValue(adjusted[i]!)}.`}`)
      .join("\n"),
  });
}

const letter = (i: number): string => String.fromCharCode(65 + i);

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
