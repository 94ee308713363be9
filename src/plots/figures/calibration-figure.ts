import { checkOptions } from "../../lib/check-options.ts";
import type { Calibrated, Calibration } from "../../stats/design/calibration.ts";
import { rate } from "../../stats/numbers/rate.ts";
import { block, key } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { config, rowLayout } from "../layout.ts";
import { Rows } from "../rows.ts";
import { percent, percentInterval, signed } from "../../lib/number-text.ts";
import type { Interval } from "../../stats/numbers/interval.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

/** One share of data sets, and what it should be. */
interface Line {
  label: string;
  share: number;
  ci: Interval;
  nominal: number | null;
}

/**
 * How often each test rejects where there is nothing to find, and the headline interval covers,
 * against what they promise: rows by question, a tick where the share should be. Results of {@link
 * calibration}, of one design or several; throws on none.
 *
 * @example
 * calibrationFigure([
 *   stats.calibration({ k: 8, n: 20, rate: 0.5, gap: 0, tau: 0.8 }, { sets: 100 }),
 * ])
 */
export function calibrationFigure(calibrations: readonly Calibration[], options: { title?: string } = {}): Figure {
  const { title } = checkOptions("calibrationFigure", options, { title: true });
  checkList("calibrationFigure", calibrations, "calibration()");
  if (calibrations.length === 0) throw new Error("no calibration to draw: give results of calibration()");
  const rows = new Rows();
  const marks: { line: Line; y: number }[] = [];
  for (const [question, lines] of questions(calibrations)) {
    rows.head([block(question, { at: "body", bold: true })]);
    for (const line of lines) marks.push({ line, y: rows.add(labelOf(line), 10) });
  }
  const kept = ({ line: { nominal, ci } }: (typeof marks)[number]) =>
    nominal === null || (ci[0] <= nominal && nominal <= ci[1]);
  const dotOf = ({ line, y }: (typeof marks)[number]): Dot => ({
    x: points(line.share),
    y,
    xs: drawn(line.ci),
    text: sentence(line),
    of: null,
  });
  const ticks = marks.filter(({ line }) => line.nominal !== null);
  return figure({
    data: [
      ...dots("as promised", marks.filter(kept).map(dotOf), { color: light.paraphrase }),
      ...dots("not as promised", marks.filter((mark) => !kept(mark)).map(dotOf), {
        color: light.published,
        symbol: "square",
      }),
      {
        type: "scatter",
        mode: "markers",
        name: "should be",
        x: ticks.map(({ line }) => points(line.nominal!)),
        y: ticks.map(({ y }) => y),
        marker: { symbol: "line-ns-open", size: 18, color: light.ink, line: { color: light.ink, width: 2 } },
        hoverinfo: "skip",
      },
    ],
    layout: rowLayout({
      header: [
        block(title ?? "Do the tests keep their promise?", { at: "title", bold: true }),
        block(designs(calibrations)),
        key([
          ["|", light.ink, "should be"],
          ["●", light.paraphrase, "is, to within simulation error"],
          ["■", light.published, "is not"],
        ]),
      ],
      rows,
      xaxis: { caption: ["% of data sets"], range: [-3, 103] },
      shapes: [],
      footer: notes(calibrations).map((note) => block(note, { color: light.muted })),
    }),
    config: config("calibration"),
    alt: `${designs(calibrations)}\n${marks.map(({ line }) => sentence(line)).join("\n")}\n${notes(calibrations).join("\n")}`,
  });
}

function questions(calibrations: readonly Calibration[]): [question: string, lines: Line[]][] {
  const one = calibrations.length === 1;
  const of = (truth: Calibrated["truth"], value: (test: Calibrated, from: Calibration) => Line | null) =>
    calibrations.flatMap((from) =>
      from.tests.flatMap((test) => {
        const line = test.truth === truth ? value(test, from) : null;
        return line ? [{ ...line, label: one ? line.label : `${line.label}, ${designOf(from, calibrations)}` }] : [];
      }),
    );
  const rejects = (test: Calibrated, { level, gap }: Calibration): Line => ({
    label: test.test,
    share: test.rejects,
    ci: test.ci,
    nominal: test.truth === "average" && gap !== 0 ? null : 1 - level,
  });
  const found = calibrations.every(({ gap }) => gap === 0) ? "No gap on average: finds one" : "Finds a gap on average";
  const groups: [string, Line[]][] = [
    [found, of("average", rejects)],
    [
      "Published is one more draw: rejects",
      of("draw", (test, from) => (test.test === "headline interval" ? null : rejects(test, from))),
    ],
    ["Holds the true gap", of("average", coverage)],
  ];
  return groups.filter(([, lines]) => lines.length > 0);
}

function coverage({ test, covers }: Calibrated, { sets, level }: Calibration): Line | null {
  if (covers === null) return null;
  return { label: test, share: covers, ci: rate(Math.round(covers * sets), sets).ci, nominal: level };
}

function labelOf({ label, share, ci }: Line) {
  return [
    block(label, { row: true }),
    block(`${percent(share)} ${percentInterval(ci).replace(/\u00a0%$/, "")}`, { row: true, bold: true }),
  ];
}

function sentence({ label, share, ci, nominal }: Line): string {
  const should = nominal === null ? "" : `, should be ${percent(nominal)}`;
  return `${label}: ${percent(share)} ${percentInterval(ci)} of data sets${should}`;
}

/** What tells this design from the others shown. */
function designOf(design: Calibration, all: readonly Calibration[]): string {
  const said: [keyof Calibration, string][] = [
    ["k", `K = ${design.k}`],
    ["n", `n = ${design.n}`],
    ["publishedN", `n₀ = ${design.publishedN}`],
    ["rate", `rate ${percent(design.rate)}`],
    ["gap", `gap ${signed(design.gap)}`],
    ["tau", `τ = ${design.tau}`],
  ];
  const differ = said.filter(([name]) => new Set(all.map((each) => each[name])).size > 1);
  return differ.map(([, text]) => text.replaceAll(" ", "\u00a0")).join(", ");
}

function designs(all: readonly Calibration[]): string {
  const same = (name: "k" | "n" | "rate" | "tau" | "gap") => all.every((each) => each[name] === all[0]![name]);
  const { k, n, rate: published, tau, gap } = all[0]!;
  return [
    "Simulated",
    ...(same("k") ? [`K\u00a0=\u00a0${k}`] : []),
    ...(same("n") ? [`${n} trials a wording`] : []),
    ...(same("rate") ? [`rate ${percent(published)}`] : []),
    ...(same("tau") ? [`τ\u00a0=\u00a0${tau}`] : []),
    ...(same("gap") && gap !== 0 ? [`true gap ${signed(gap)}`] : []),
  ].join(", ");
}

function notes(all: readonly Calibration[]): string[] {
  const sets = [...new Set(all.map((each) => each.sets))];
  return [
    `n = ${sets.join(", ")} simulated data sets a row; bars and brackets: the simulation's own error, 95\u00a0%.`,
    "gap = paraphrase − published, percentage points. Two nulls, never the same question: on the second, an interval for the gap should often exclude zero.",
    "Published side: one simulated wording.",
  ];
}
