import type { Data } from "plotly.js";
import type { Dose, Slope } from "../stats/dose.ts";
import { block, key } from "./block.ts";
import { figure, type Figure } from "./figure.ts";
import { levelOf, pValue, simulatedNote, standIn, subject, type Subject } from "./gap-words.ts";
import { config, plotLayout } from "./layout.ts";
import { headOf, nameOf, type Names } from "./names.ts";
import { errorBars, rateAxis } from "./rate-marks.ts";
import { hoverText, percent, percentInterval, points, signed, signedInterval } from "./text.ts";
import { light } from "./theme.ts";

export interface LadderOptions {
  title?: string;
  names?: Names;
  /** What distance is measured in, for the axis; without it, and without a distance of one's own, the ladder's rungs. */
  distance?: string;
}

type Point = Dose["points"][number];

const rungs = ["published", "retold", "light", "medium", "heavy"];

/**
 * Rate against distance from the published text, a point a wording with its interval, and {@link dose}'s line: solid
 * through all, dashed through the rewordings alone. Wordings at one distance stand side by side. Throws where no wording
 * has a distance.
 */
export function ladder(dose: Dose, { title, names = {}, distance = "distance" }: LadderOptions = {}): Figure {
  const of = { ...dose.key, simulated: dose.simulated } as Subject;
  if (dose.points.length === 0) throw new Error(`no wording of ${of.scenario} has a distance: nothing to draw`);
  const places = apart(dose.points);
  const ends = [Math.min(...places), Math.max(...places)] as const;
  const pad = (ends[1] - ends[0] || 1) * 0.06;
  const marks = dose.points.map((point, i) => ({ point, x: places[i]! }));
  const [published, others] = [
    marks.filter(({ point }) => point.published),
    marks.filter(({ point }) => !point.published),
  ];
  const outcome = nameOf(names, of.outcome, of.scenario);
  return figure({
    data: [
      line("slope", dose.slope, ends, "solid"),
      line("rewordings alone", dose.withoutPublished, ends, "dash"),
      dots("rewording", others, dose, names),
      dots("published side", published, dose, names),
    ].flat(),
    layout: plotLayout({
      header: [
        block(title ?? "Does distance change the rate?", { at: "title", bold: true }),
        block(`${headOf(names, of.scenario)}\u00a0· ${subject(of, names)}`),
        key([
          ...(published.length > 0 ? [["◆", light.published, "published side"] as const] : []),
          ["●", light.paraphrase, "a rewording"],
          ...(dose.slope ? [["─", light.ink, "line through all"] as const] : []),
          ...(dose.withoutPublished ? [["╌", light.muted, "rewordings alone"] as const] : []),
        ]),
        block(`↑ ${outcome}, % of trials`),
      ],
      tall: 260,
      xaxis: {
        caption: [dose.rungs ? "rung of the ladder, at equal steps" : distance],
        range: [ends[0] - pad, ends[1] + pad],
        ...(dose.rungs ? { tickvals: [0, 1, 2, 3, 4], ticktext: rungs } : {}),
      },
      yaxis: rateAxis(dose.points),
      shapes: [],
      footer: notes(dose).map((note) => block(note, { color: light.muted })),
    }),
    config: config("ladder"),
    alt: describe(dose, of, names),
  });
}

/** Where points stand: at their distance, those that share one a little apart, lowest rate first. */
function apart(all: readonly Point[]): number[] {
  const distances = all.map(({ distance }) => distance);
  const step = (Math.max(...distances) - Math.min(...distances) || 1) / 48;
  const shared = Map.groupBy(all, ({ distance }) => distance);
  return all.map((point) => {
    const group = shared.get(point.distance)!.toSorted((a, b) => a.rate - b.rate);
    return Number((point.distance + (group.indexOf(point) - (group.length - 1) / 2) * step).toFixed(4));
  });
}

function line(name: string, slope: Slope | null, ends: readonly [number, number], dash: "solid" | "dash"): Data[] {
  if (slope === null) return [];
  const color = dash === "solid" ? light.ink : light.muted;
  const y = ends.map((at) => points(slope.intercept + slope.estimate * at));
  return [
    { type: "scatter", mode: "lines", name, x: [...ends], y, line: { color, dash, width: 1.5 }, hoverinfo: "skip" },
  ];
}

function dots(name: string, marks: readonly { point: Point; x: number }[], dose: Dose, names: Names): Data[] {
  if (marks.length === 0) return [];
  const own = marks[0]!.point.published;
  const color = own ? light.published : light.paraphrase;
  return [
    {
      type: "scatter",
      mode: "markers",
      name,
      x: marks.map(({ x }) => x),
      y: marks.map(({ point }) => points(point.rate)),
      error_y: errorBars(
        marks.map(({ point }) => point),
        color,
      ),
      marker: {
        symbol: own ? "diamond" : "circle",
        size: own ? 13 : 9,
        color: dose.simulated ? light.paper : color,
        line: { color: dose.simulated ? color : light.paper, width: dose.simulated ? 2 : 1.5 },
      },
      customdata: marks.map(({ point }) => [point.wording, dose.simulated ? "simulated" : ""]),
      text: marks.map(({ point }) => hoverText(hover(point, dose.key["scenario"]!, names))),
      hovertemplate: "%{text}<extra></extra>",
    },
  ];
}

function hover({ wording, arm, rung, rate, ci, n, distance }: Point, scenario: string, names: Names): string {
  const kind = [arm, rung].filter(Boolean).join(", ");
  const size = n === null ? "n not given" : `n = ${n}`;
  return `${headOf(names, wording, scenario)}\n${percent(rate)}${ci ? ` ${percentInterval(ci)}` : ""}, ${size}\n${kind}, distance ${Number(distance.toFixed(3))}`;
}

function notes(dose: Dose): string[] {
  const of = (slope: Slope | null, what: string) =>
    slope
      ? `${what}: ${signed(slope.estimate)} points a unit of distance ${signedInterval(slope.ci)}, ${pValue(slope.p)}, ${slope.wordings} wordings.`
      : `${what}: no slope can be given.`;
  const known = dose.points.flatMap(({ n }) => n ?? []);
  const n = known.length < dose.points.length ? "n not given" : `n = ${known.reduce((a, b) => a + b, 0)} scored trials`;
  return [
    `${of(dose.slope, "Line through all")} ${of(dose.withoutPublished, "Rewordings alone")}`,
    `Rising: more of the outcome further from the published text. Bars: 95\u00a0% intervals of a wording; slopes: ${levelOf(dose)}.`,
    `${n} in ${dose.points.length} wordings. Published side: ${standIn(dose)}.`,
    ...(dose.simulated ? [simulatedNote] : []),
  ];
}

function describe(dose: Dose, of: Subject, names: Names): string {
  const rates = dose.points.map(
    ({ wording, distance, rate, n }) =>
      `${nameOf(names, wording, of.scenario)} at ${Number(distance.toFixed(3))} ${percent(rate)}${n === null ? "" : ` (n = ${n})`}`,
  );
  const head = `${headOf(names, of.scenario)}, ${subject(of, names)}: “${nameOf(names, of.outcome, of.scenario)}” by distance from the published text`;
  return `${head}: ${rates.join("; ")}.\n${notes(dose).join("\n")}`;
}
