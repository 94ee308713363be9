import { checkOptions } from "../../lib/check-options.ts";
import { roundPercent } from "../../lib/number-text.ts";
import type { Annotations, Data } from "plotly.js";
import type { Design } from "../../stats/design/design.ts";
import type { Power } from "../../stats/design/power.ts";
import { block, key } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, line, type Look } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import {} from "../gap-words.ts";
import { keepApart } from "../keep-apart.ts";
import { config, plotLayout } from "../layout.ts";
import { assumed, describePower, sayDesign, sayQuantity, valueOf, type Quantity } from "../power-words.ts";
import { points } from "../text.ts";
import { light, size } from "../theme.ts";

export interface PowerCurvesOptions {
  title?: string;
  /** What changes along the axis. Default: wordings, `k`. */
  x?: Quantity;
  /** What tells lines apart; needed where more than one other number of the designs differs. */
  lines?: keyof Design;
  /** Power that a study should have, marked by a line. Default 0.8. */
  target?: number;
}

const looks: Look[] = [
  { color: light.paraphrase, symbol: "circle" },
  { color: light.third, symbol: "square" },
  { color: light.fourth, symbol: "triangle-up", size: 10 },
  { color: light.ink, symbol: "cross" },
  { color: light.muted, symbol: "x" },
];
const tall = 260;

/**
 * Power of studies, each a result of {@link power}, against one number of their designs, a line for
 * each value of another: points by simulation with its error, dashed by the closed form. Throws on
 * fewer than two designs, and where more differs between them than the axis and the lines show.
 *
 * @example
 * const powers = [4, 8].map((k) =>
 *   stats.power({ k, n: 20, rate: 0.5, gap: -0.2, tau: 0.8 }, { studies: 100 }),
 * );
 * powerCurves(powers, { x: "k" })
 */
export function powerCurves(powers: readonly Power[], options: PowerCurvesOptions = {}): Figure {
  const chosen = checkOptions("powerCurves", options, { title: true, x: true, lines: true, target: true });
  checkList("powerCurves", powers, "power()");
  const { title, x = "k", lines = lineOf(powers, x), target = 0.8 } = chosen;
  if (new Set(powers.map((power) => valueOf(power, x))).size < 2)
    throw new Error(`power at one ${x} only: give results of power() at several, or another x`);
  const groups = [...Map.groupBy(powers, ({ design }) => (lines ? design[lines] : 0))].toSorted(([a], [b]) => a - b);
  if (groups.length > looks.length)
    throw new Error(`${groups.length} values of ${lines}: at most ${looks.length} lines can be told apart`);
  const curves = groups.map(([value, group], i) => ({
    name: lines ? sayDesign(lines, value) : "power",
    look: looks[i]!,
    powers: group.toSorted((a, b) => valueOf(a, x) - valueOf(b, x)),
  }));
  return figure({
    data: [...curves.map((curve) => closedForm(curve, x)), ...curves.flatMap((curve) => simulation(curve, x))],
    layout: plotLayout({
      header: [
        block(title ?? "What would this study find?", { at: "title", bold: true }),
        block(assumed(powers, x, lines)),
        key([
          ["●", light.paraphrase, "by simulation"],
          ["╌", light.paraphrase, "closed form"],
          ["┄", light.muted, `${points(target)}\u00a0%`],
        ]),
        block("↑ power, % of simulated studies"),
      ],
      tall,
      right: lines ? 96 : 6,
      xaxis: { caption: [sayQuantity(x)], rangemode: "normal", ...(x === "k" ? { tickvals: ticks(powers) } : {}) },
      yaxis: { range: [-2, 102] },
      shapes: [
        {
          type: "line",
          xref: "paper",
          x0: 0,
          x1: 1,
          y0: points(target),
          y1: points(target),
          layer: "below",
          line: { color: light.muted, width: 1, dash: "dot" },
        },
      ],
      annotations: lines ? labels(curves) : [],
      footer: [
        `Power: share of n = ${powers[0]!.studies} simulated studies a point whose ${roundPercent(powers[0]!.level)} interval for wordings like these excludes zero; bars: the simulation's own error.`,
        "gap = paraphrase − published, percentage points. All rates are assumed, none is measured.",
        "Published side: one wording at the assumed rate.",
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("power-curves"),
    alt: `${assumed(powers, x, lines)}\n${curves.flatMap(({ name, powers: all }) => all.map((power) => describePower(power, x, lines ? name : ""))).join("\n")}`,
  });
}

interface Curve {
  name: string;
  look: Look;
  powers: Power[];
}

/** The one number, besides what is on the axis, that differs between designs. */
function lineOf(powers: readonly Power[], x: Quantity): keyof Design | undefined {
  const names = ["k", "n", "rate", "gap", "tau", "inputs", "inputSd"] as const;
  const differ = names.filter((name) => name !== x && new Set(powers.map(({ design }) => design[name])).size > 1);
  if (differ.length > 1)
    throw new Error(`the designs differ in ${differ.join(" and ")} besides ${x}: hold one, or name it in lines`);
  return differ[0];
}

function simulation({ name, look, powers }: Curve, x: Quantity): Data[] {
  const marks = powers.map((power) => ({
    x: valueOf(power, x),
    y: points(power.power),
    ys: drawn(power.powerCi),
    text: describePower(power, x, name),
    of: null,
  }));
  return dots(name, marks, { ...look, joined: "solid" });
}

const closedForm = ({ name, look, powers }: Curve, x: Quantity): Data =>
  line(
    `${name}, closed form`,
    powers.map((power) => [valueOf(power, x), points(power.closedForm)]),
    { color: look.color, dash: "dash", width: 1 },
  );

const ticks = (powers: readonly Power[]): number[] =>
  [...new Set(powers.map(({ design }) => design.k))].toSorted((a, b) => a - b);

/** Names of the lines at their ends. */
function labels(curves: readonly Curve[]): Partial<Annotations>[] {
  const ends = curves.map(({ powers }) => ((102 - points(powers.at(-1)!.power)) / 104) * tall);
  const middles = keepApart(
    ends,
    curves.map(() => 17),
    tall,
  );
  return curves.map(({ name, look }, i) => ({
    text: name,
    xref: "paper",
    x: 1,
    xanchor: "left",
    xshift: 4,
    yref: "paper",
    y: 1,
    yanchor: "middle",
    yshift: -middles[i]!,
    showarrow: false,
    borderpad: 0,
    font: { size: size.small, color: look.color },
  }));
}
