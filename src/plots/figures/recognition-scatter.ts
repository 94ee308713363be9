import { checkOptions } from "../../lib/check-options.ts";
import type { Interval } from "../../stats/numbers/interval.ts";
import type { Mediation } from "../../stats/wordings/mediation.ts";
import type { MediationPoint } from "../../stats/wordings/mediation-points.ts";
import { block, key } from "../block.ts";
import { checkOne } from "../check-drawn.ts";
import { dots, drawn, line, publishedLook, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { provisionalReasons, rateInterval, rateOf, simulatedNote, standIn, subject, unitOf } from "../gap-words.ts";
import { config, plotLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { rateRange } from "../rate-range.ts";
import { roundPercent, signed, signedInterval } from "../../lib/number-text.ts";
import { points, wrap } from "../text.ts";
import { tagKey, tags } from "../tags.ts";
import { light } from "../theme.ts";

export interface RecognitionOptions {
  title?: string;
  names?: Names;
}

/**
 * Recognition against behaviour, a point a wording with both intervals, and the line through the
 * paraphrases that {@link mediation} takes: what of the gap goes with recognition, and what is
 * left, stands below. The published side is the diamond, which the line does not use.
 *
 * @example
 * const known = gap(
 *   rows(await grade(await run(recognition.planProbe(scenario, "simulated/recognizer")))),
 * );
 * const mediated = stats.mediation(
 *   first,
 *   known.find(({ outcome }) => outcome === "source-choice")!,
 * );
 * mediated && recognitionScatter(mediated)
 */
export function recognitionScatter(mediation: Mediation, options: RecognitionOptions = {}): Figure {
  const { title, names = {} } = checkOptions("recognitionScatter", options, { title: true, names: true });
  checkOne("recognitionScatter", mediation, "mediation()", "slope");
  const { scenario, outcome, recognitionOutcome, slope, simulated } = mediation;
  const [published, paraphrases] = [true, false].map((side) =>
    mediation.points.filter((point) => point.published === side).map((point) => dotOf(point, mediation, names)),
  );
  const ends = [...new Set(mediation.points.map((point) => point.recognition))].toSorted((a, b) => a - b);
  const spans = [spanOf(mediation.points, "recognition"), spanOf(mediation.points, "behaviour")] as const;
  const cut = spans.some(([low]) => low > 0) ? ["Not every axis starts at 0."] : [];
  const named = mediation.points
    .toSorted((a, b) => a.recognition - b.recognition)
    .map((point, i) => ({ ...point, tag: String(i + 1) }));
  const at = (x: number) => [points(x), points(slope.intercept + slope.estimate * x)] as const;
  return figure({
    data: [
      line("line through the paraphrases", [at(ends[0]!), at(ends.at(-1)!)], { color: light.ink, dash: "dash" }),
      ...dots("paraphrase", paraphrases!, { color: light.paraphrase, hollow: simulated }),
      ...dots("published side", published!, { ...publishedLook, hollow: simulated }),
      ...tags(
        named.map(({ recognition, behaviour, tag }) => ({ tag, x: points(recognition), y: points(behaviour) })),
        { x: spans[0], y: spans[1], tall },
      ),
    ],
    layout: plotLayout({
      header: [
        block(title ?? "Recognized, and behaving so?", { at: "title", bold: true }),
        block(`${headOf(names, scenario)}\u00a0· ${subject(mediation, names)}`),
        key([
          ["◆", light.published, "published side"],
          ["●", light.paraphrase, "a paraphrase"],
          ["╌", light.ink, "line through the paraphrases"],
        ]),
        block(`↑ ${nameOf(names, outcome, scenario)}, ${unitAt(mediation, 0)}`),
      ],
      tall,
      xaxis: {
        caption: wrap(`${nameOf(names, recognitionOutcome, scenario)}, ${unitAt(mediation, 1)}`, 42),
        range: spans[0],
      },
      yaxis: { range: spans[1] },
      shapes: [],
      footer: [
        ...tagKey(named.map(({ wording, tag }) => [tag, headOf(names, wording, scenario)])),
        ...[...notes(mediation), ...cut].map((note) => block(note, { color: light.muted })),
      ],
    }),
    config: config("recognition-scatter"),
    alt: `${headOf(names, scenario)}, ${subject(mediation, names)}: “${nameOf(names, outcome, scenario)}” by “${nameOf(names, recognitionOutcome, scenario)}”: ${mediation.points.map((point) => sentence(point, mediation, names)).join("; ")}.\n${notes(mediation).join("\n")}`,
  });
}

const tall = 260; // px

/** The unit of behaviour, 0, or of recognition, 1. */
const unitAt = ({ points: all, isDifference }: Mediation, i: 0 | 1): string =>
  unitOf({
    isDifference: isDifference[i],
    wordings: all.map(({ n, successes }) => ({ n: n[i], successes: successes[i] })),
  });

function spanOf(all: readonly MediationPoint[], what: "recognition" | "behaviour"): [number, number] {
  const ends = all.flatMap((point) => [point[what], ...(point[`${what}Ci`] ?? [])]);
  return rateRange(Math.min(...ends), Math.max(...ends));
}

function dotOf(point: MediationPoint, of: Mediation, names: Names): Dot {
  return {
    x: points(point.recognition),
    y: points(point.behaviour),
    xs: drawn(point.recognitionCi),
    ys: drawn(point.behaviourCi),
    text: hover(point, of, names),
    of: { ...of, wording: point.texts > 1 ? "" : point.wording },
  };
}

function hover(point: MediationPoint, of: Mediation, names: Names): string {
  const { scenario, outcome, recognitionOutcome } = of;
  const rate = (id: string, i: 0 | 1, share: number, ci: Interval | null) => {
    const unit = { isDifference: of.isDifference[i] };
    const size = point.n[i] === null ? "n not given" : `n = ${point.n[i]}`;
    return `${nameOf(names, id, scenario)} ${rateOf(unit, share)}${ci ? ` ${rateInterval(unit, ci)}` : ""}, ${size}`;
  };
  return [
    `${headOf(names, point.wording, scenario)}${point.published ? ", the published side" : ""}`,
    rate(outcome, 0, point.behaviour, point.behaviourCi),
    rate(recognitionOutcome, 1, point.recognition, point.recognitionCi),
  ].join("\n");
}

function sentence(
  { wording, published, recognition, behaviour, n }: MediationPoint,
  { scenario, isDifference }: Mediation,
  names: Names,
): string {
  const who = `${nameOf(names, wording, scenario)}${published ? " (published side)" : ""}`;
  return `${who} ${rateOf({ isDifference: isDifference[0] }, behaviour)} at ${rateOf({ isDifference: isDifference[1] }, recognition)}${n[0] === null ? "" : ` (n = ${n[0]})`}`;
}

function notes(mediation: Mediation): string[] {
  const { total, indirect, direct, slope, reliability, wordings, points: all } = mediation;
  const sums = ([0, 1] as const).map((i) => {
    const known = all.flatMap(({ n }) => n[i] ?? []);
    return known.length < all.length ? null : known.reduce((a, b) => a + b, 0);
  });
  const n = sums.includes(null)
    ? "n not given"
    : `n = ${sums[0]} scored trials of the behaviour, ${sums[1]} of recognition`;
  return [
    `Of the gap, ${signed(total.estimate)} ${signedInterval(total.ci)}, ${signed(indirect.estimate)} ${signedInterval(indirect.ci)} goes with recognition and ${signed(direct.estimate)} ${signedInterval(direct.ci)} is left.`,
    `gap = paraphrase − published, percentage points; ${roundPercent(mediation.level)} intervals. Line: ${signed(slope.estimate / 10)} points for 10 more of recognition, K = ${wordings}; ${Math.round(reliability * 100)}\u00a0% of the spread in recognition is more than chance.`,
    "An observation, not an experiment: whatever else makes a wording both less recognized and answered differently counts as recognition here.",
    `${n}.`,
    `Published side: ${standIn(mediation)}.`,
    ...provisionalReasons([mediation]),
    ...(mediation.simulated ? [simulatedNote] : []),
  ];
}
