import { checkOptions } from "../../lib/check-options.ts";
import type { Data } from "plotly.js";
import type { Concluded, Posterior, WordingPosterior } from "../../stats/posterior/posterior-result.ts";
import type { PosteriorSummary } from "../../stats/posterior/summary.ts";
import { fixed, inPercent, interval, percent, roundPercent, signed } from "../../lib/number-text.ts";
import { sentenceOf } from "../../lib/sentence-of.ts";
import { block, key } from "../block.ts";
import { checkOne } from "../check-drawn.ts";
import { dots, drawn, publishedLook } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { simulatedNote, standIn, subject } from "../gap-words.ts";
import { axisTall, config, onUpper, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { rateRange } from "../rate-range.ts";
import { Rows } from "../rows.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface PosteriorFigureOptions {
  title?: string;
  names?: Names;
}

/** What is shown of one posterior, and where its rows stand. */
interface Shown {
  result: Posterior;
  concluded: Concluded;
  names: Names;
}

/**
 * One posterior: the gap on average and the published text less one more wording, each with its
 * interval and the probability that it exceeds the margin, and below them every wording's rate as
 * the model has it (filled, pulled toward the others) beside the rate as counted (a tick). Throws
 * where nothing was concluded, with the reason.
 *
 * @example
 * const traded = rows(talked).filter(
 *   ({ outcome, controlFor }) => outcome === "traded" && controlFor === "",
 * );
 * posteriorFigure(stats.posterior(traded)[0]!)
 */
export function posteriorFigure(result: Posterior, options: PosteriorFigureOptions = {}): Figure {
  const { title, names = {} } = checkOptions("posteriorFigure", options, { title: true, names: true });
  checkOne("posteriorFigure", result, "posterior()", "concluded");
  const { concluded } = result;
  if (concluded === null)
    throw new Error(
      `no posterior to draw for ${result.scenario}, ${result.model}: ${result.refusal}; its notes say more`,
    );
  const shown = { result, concluded, names };
  const rows = new Rows();
  const differences = differenceRows(shown, rows);
  const pause = rows.pause(axisTall(1));
  const rates = rateRows(shown, rows);
  return figure({
    data: [...onUpper(differences), ...rates],
    layout: rowLayout({
      header: [
        block(title ?? "What may the gap be?", { at: "title", bold: true }),
        block(`${headOf(names, result.scenario)}\u00a0· ${subject(result, names)}`),
        key([
          ["■", light.third, "difference"],
          ["◆", light.published, "published side"],
          ["●", light.paraphrase, "paraphrase"],
          ["|", light.muted, "rate as counted"],
        ]),
      ],
      rows,
      upper: { xaxis: { caption: ["percentage points"], range: differenceRange(concluded) }, pause },
      xaxis: { caption: ["% of trials"], range: ratesRange(result) },
      shapes: [
        {
          type: "line",
          xref: "x2",
          yref: "y2",
          x0: 0,
          x1: 0,
          y0: 0,
          y1: pause.from,
          line: { color: light.ink, width: 1 },
        },
      ],
      footer: footer(shown).map((note) => block(note, { color: light.muted })),
    }),
    config: config("posterior"),
    alt: describe(shown),
  });
}

function differenceRows({ result, concluded, names }: Shown, rows: Rows): Data[] {
  rows.head([block("Two questions", { at: "body", bold: true })]);
  const margin = (against: Concluded["gapAgainst"]) =>
    `beyond ±${fixed(100 * against.margin, 0)}: ${percent(against.above)} above, ${percent(against.below)} below`;
  const of = [
    ["gap on average: paraphrase − published", concluded.gap, concluded.gapAgainst],
    ["published − one more wording", concluded.publishedMinusNew, concluded.publishedMinusNewAgainst],
  ] as const;
  const marks = of.map(([what, summary, against]) => {
    const value = `${signed(summary.mean)} ${interval(summary.ci, signed)}`;
    const labels = [
      block(what, { row: true }),
      block(value, { row: true, bold: true }),
      block(margin(against), { row: true, color: light.muted }),
    ];
    const text = `${nameOf(names, result.outcome, result.scenario)}\n${what}\n${value}\n${margin(against)}`;
    return { x: points(summary.mean), y: rows.add(labels, 10), xs: drawn(summary.ci), text, of: result };
  });
  return dots("difference", marks, { color: light.third, symbol: "square", hollow: result.simulated });
}

function rateRows({ result, names }: Shown, rows: Rows): Data[] {
  const outcome = headOf(names, result.outcome, result.scenario);
  rows.head([block(`${outcome}, wording by wording`, { at: "body", bold: true })]);
  const sorted = result.wordings.toSorted((a, b) => b.rate!.mean - a.rate!.mean);
  const marks = sorted.map((wording) => {
    const name = headOf(names, wording.wording, result.scenario);
    const color = wording.published ? light.ink : light.muted;
    const y = rows.add([block(name, { row: true, color, bold: wording.published })], 10);
    const text = `${name}\n${rate(wording.rate!)}; as counted ${inPercent(wording.counted)} (n = ${wording.n})`;
    const of = { ...result, wording: wording.wording };
    return { wording, dot: { x: points(wording.rate!.mean), y, xs: drawn(wording.rate!.ci), text, of } };
  });
  const ofSide = (published: boolean) => marks.filter(({ wording }) => wording.published === published);
  const hollow = result.simulated;
  return [
    ...dots("as counted", marks.map(({ wording, dot }) => ({ ...dot, x: points(wording.counted), xs: null })), { color: light.muted, symbol: "line-ns-open", size: 12 }), // prettier-ignore
    ...dots("paraphrase", ofSide(false).map(({ dot }) => dot), { color: light.paraphrase, hollow }), // prettier-ignore
    ...dots("published side", ofSide(true).map(({ dot }) => dot), { ...publishedLook, hollow }), // prettier-ignore
  ];
}

const rate = ({ mean, ci }: PosteriorSummary): string => `${inPercent(mean)} ${interval(ci, inPercent)}`;

function differenceRange({ gap, publishedMinusNew }: Concluded): [number, number] {
  const ends = [0, ...gap.ci, ...publishedMinusNew.ci];
  const pad = 0.03 * (Math.max(...ends) - Math.min(...ends));
  return [points(Math.min(...ends) - pad), points(Math.max(...ends) + pad)];
}

function ratesRange({ wordings }: Posterior): [number, number] {
  const rates = wordings.flatMap(({ rate, counted }) => [...rate!.ci, counted]);
  return rateRange(Math.min(...rates), Math.max(...rates));
}

function footer({ result }: Shown): string[] {
  const cut = ratesRange(result)[0] > 0 ? ["The axis of rates does not start at 0."] : [];
  const { level, notes, simulated, publishedText } = result;
  const publishedArm = publishedText?.split("/")[0] ?? null;
  return [
    `Bars: between which ${roundPercent(level)} of the posterior lies. Only published − one more wording is evidence on recognition.`,
    `${sizes(result)}: scored trials, published vs paraphrase.`,
    `Published side: ${standIn({ publishedArm })}.`,
    ...cut,
    ...notes.map(sentenceOf),
    ...(simulated ? [simulatedNote] : []),
  ];
}

function sizes({ wordings, k }: Posterior): string {
  const trials = (published: boolean) =>
    wordings.filter((each: WordingPosterior) => each.published === published).reduce((sum, { n }) => sum + n, 0);
  return `n = ${trials(true)} vs ${trials(false)}, K\u00a0=\u00a0${k}`;
}

/** The same in sentences. */
function describe({ result, concluded, names }: Shown): string {
  const { gap, gapAgainst, publishedMinusNew, publishedMinusNewAgainst: drawnAgainst } = concluded;
  const of = (what: string, { mean, ci }: PosteriorSummary, { above, below, margin }: Concluded["gapAgainst"]) =>
    `${what} ${signed(mean)} points ${interval(ci, signed)}; above +${fixed(100 * margin, 0)} with probability ${percent(above)}, below −${fixed(100 * margin, 0)} with ${percent(below)}.`;
  const rates = result.wordings.map(
    (each) =>
      `${headOf(names, each.wording, result.scenario)}${each.published ? " (published side)" : ""} ${rate(each.rate!)}, as counted ${inPercent(each.counted)}`,
  );
  return [
    `${headOf(names, result.scenario)}, ${subject(result, names)}, “${nameOf(names, result.outcome, result.scenario)}”, ${sizes(result)}.`,
    of("Gap on average, paraphrase − published:", gap, gapAgainst),
    of("Published − one more wording:", publishedMinusNew, drawnAgainst),
    `Rates in %: ${rates.join("; ")}.`,
  ].join("\n");
}
