import { checkOptions } from "../../lib/check-options.ts";
import type { Data } from "plotly.js";
import type { Dose, Slope } from "../../stats/wordings/dose.ts";
import { block, key } from "../block.ts";
import { checkOne } from "../check-drawn.ts";
import { dots, drawn, line, publishedLook, rateAxis, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { provisionalReasons, rateInterval, rateOf, simulatedNote, standIn, subject, unitOf } from "../gap-words.ts";
import { config, plotLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { pValue, roundPercent, rounded, signed, signedInterval } from "../../lib/number-text.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface LadderOptions {
  title?: string;
  names?: Names;
  /**
   * What distance is measured in, for the axis; without it, and without a distance of one's own,
   * the ladder's rungs.
   */
  distance?: string;
}

type Point = Dose["points"][number];

const rungs = ["published", "retelling", "light", "medium", "heavy"];

/**
 * Rate against distance from the published text, a point a wording with its interval, and {@link
 * dose}'s line: solid through all, dashed through the rewordings alone. Wordings at one distance
 * stand side by side. Throws where no wording has a distance.
 *
 * @example
 * ladder(stats.dose(data)[0]!)
 */
export function ladder(dose: Dose, options: LadderOptions = {}): Figure {
  const {
    title,
    names = {},
    distance = "distance",
  } = checkOptions("ladder", options, { title: true, names: true, distance: true });
  checkOne("ladder", dose, "dose()", "points");
  if (dose.points.length === 0) throw new Error(`no wording of ${dose.scenario} has a distance: nothing to draw`);
  const places = apart(dose.points);
  const ends = [Math.min(...places), Math.max(...places)] as const;
  const pad = (ends[1] - ends[0] || 1) * 0.06;
  const marks = (published: boolean) =>
    dose.points.flatMap((point, i) => (point.published === published ? [dotOf(point, places[i]!, dose, names)] : []));
  const outcome = nameOf(names, dose.outcome, dose.scenario);
  return figure({
    data: [
      fitted("slope", dose.slope, ends, "solid"),
      fitted("rewordings alone", dose.withoutPublished, ends, "dash"),
      dots("rewording", marks(false), { color: light.paraphrase, hollow: dose.simulated }),
      dots("published side", marks(true), { ...publishedLook, hollow: dose.simulated }),
    ].flat(),
    layout: plotLayout({
      header: [
        block(title ?? "Does distance change the rate?", { at: "title", bold: true }),
        block(`${headOf(names, dose.scenario)}\u00a0· ${subject(dose, names)}`),
        key([
          ...(dose.publishedText !== null ? [["◆", light.published, "published side"] as const] : []),
          ["●", light.paraphrase, "a rewording"],
          ...(dose.slope ? [["─", light.ink, "line through all"] as const] : []),
          ...(dose.withoutPublished ? [["╌", light.muted, "rewordings alone"] as const] : []),
        ]),
        block(`↑ ${outcome}, ${unitOf({ ...dose, wordings: dose.points })}`),
      ],
      tall: 260,
      xaxis: {
        caption: [dose.rungs ? "how far from the published text, in equal steps" : distance],
        range: [ends[0] - pad, ends[1] + pad],
        ...(dose.rungs ? { tickvals: [0, 1, 2, 3, 4], ticktext: rungs } : {}),
      },
      yaxis: rateAxis(dose.points.flatMap(({ rate, ci }) => [rate, ci?.[0] ?? rate])),
      shapes: [],
      footer: notes(dose).map((note) => block(note, { color: light.muted })),
    }),
    config: config("ladder"),
    alt: describe(dose, names),
  });
}

/**
 * Where points stand: at their distance, those that share one a little apart, lowest rate first.
 */
function apart(all: readonly Point[]): number[] {
  const distances = all.map(({ distance }) => distance);
  const step = (Math.max(...distances) - Math.min(...distances) || 1) / 48;
  const shared = Map.groupBy(all, ({ distance }) => distance);
  return all.map((point) => {
    const group = shared.get(point.distance)!.toSorted((a, b) => a.rate - b.rate);
    return rounded(point.distance + (group.indexOf(point) - (group.length - 1) / 2) * step, 4);
  });
}

function dotOf(point: Point, x: number, dose: Dose, names: Names): Dot {
  const { rate, ci, wording } = point;
  return { x, y: points(rate), ys: drawn(ci), text: hover(point, dose, names), of: { ...dose, wording } };
}

function fitted(name: string, slope: Slope | null, ends: readonly [number, number], dash: "solid" | "dash"): Data[] {
  if (slope === null) return [];
  const at = ends.map((x) => [x, points(slope.intercept + slope.estimate * x)] as const);
  return [line(name, at, { color: dash === "solid" ? light.ink : light.muted, dash })];
}

function hover({ wording, arm, rung, rate, ci, n, distance }: Point, dose: Dose, names: Names): string {
  const kind = [arm, rung].filter(Boolean).join(", ");
  const size = n === null ? "n not given" : `n = ${n}`;
  return `${headOf(names, wording, dose.scenario)}\n${rateOf(dose, rate)}${ci ? ` ${rateInterval(dose, ci)}` : ""}, ${size}\n${kind}, distance ${rounded(distance, 3)}`;
}

function notes(dose: Dose): string[] {
  const of = (slope: Slope | null, what: string) =>
    slope
      ? `${what}: ${signed(slope.estimate)} points ${dose.rungs ? "a step" : "for 1 more of distance"} ${signedInterval(slope.ci)}, ${pValue(slope.p)}, ${slope.wordings} wordings.`
      : `${what}: no slope can be given.`;
  const known = dose.points.flatMap(({ n }) => n ?? []);
  const n = known.length < dose.points.length ? "n not given" : `n = ${known.reduce((a, b) => a + b, 0)} scored trials`;
  return [
    `${of(dose.slope, "Line through all")} ${of(dose.withoutPublished, "Rewordings alone")}`,
    `Rising: more of the outcome further from the published text. Bars: 95\u00a0% intervals of a wording; slopes: ${roundPercent(dose.level)}.`,
    `${n} in ${dose.points.length} wordings.`,
    `Published side: ${standIn(dose)}.`,
    ...provisionalReasons([dose]),
    ...(dose.simulated ? [simulatedNote] : []),
  ];
}

function describe(dose: Dose, names: Names): string {
  const rates = dose.points.map(
    ({ wording, distance, rate, n }) =>
      `${nameOf(names, wording, dose.scenario)} at ${rounded(distance, 3)} ${rateOf(dose, rate)}${n === null ? "" : ` (n = ${n})`}`,
  );
  const head = `${headOf(names, dose.scenario)}, ${subject(dose, names)}: “${nameOf(names, dose.outcome, dose.scenario)}” by distance from the published text`;
  return `${head}: ${rates.join("; ")}.\n${notes(dose).join("\n")}`;
}
