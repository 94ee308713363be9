import { checkOptions } from "../../lib/check-options.ts";
import { enters } from "../../frames/side.ts";
import type { Gap } from "../../stats/gap/gap.ts";
import type { WordingRate } from "../../stats/groups/group.ts";
import { block, key } from "../block.ts";
import { checkOne } from "../check-drawn.ts";
import { dots, drawn, publishedLook, rateAxis, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { provisionalReasons, rateInterval, rateOf, simulatedNote, standIn, subject, unitOf } from "../gap-words.ts";
import { config, plotLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { gapWithInterval } from "../gap-interval.ts";
import { roundPercent, signed } from "../../lib/number-text.ts";
import { points, wrap } from "../text.ts";
import { tagKey, tags } from "../tags.ts";
import { light } from "../theme.ts";

export interface BesideOptions {
  title?: string;
  names?: Names;
}

type Pair = readonly [first: WordingRate, second: WordingRate];

/**
 * One outcome beside another, a point a wording with both intervals: what is advised against how
 * well, or what is done against what is said. `first` goes up, `second` along; the published side
 * is the diamond. Takes gaps of one model, made over the same wordings; throws where no wording has
 * a rate on both.
 *
 * @example
 * const [traded, concealed] = gap(rows(talked)).filter(({ gap }) => gap !== null);
 * beside(traded!, concealed!, { title: "What is done, and what is said of it" })
 */
export function beside(first: Gap, second: Gap, options: BesideOptions = {}): Figure {
  const { title, names = {} } = checkOptions("beside", options, { title: true, names: true });
  checkOne("beside", first, "gap()", "wordings");
  checkOne("beside", second, "gap()", "wordings");
  const others = new Map(second.wordings.map((rate) => [rate.wording, rate]));
  const pairs = first.wordings.flatMap((rate): Pair[] => {
    const other = others.get(rate.wording);
    return other && enters(rate) ? [[rate, other]] : [];
  });
  if (pairs.length === 0)
    throw new Error(`no wording has a rate on both ${first.outcome} and ${second.outcome}: make both gaps of one run`);
  if (first.model !== second.model)
    throw new Error(`${first.outcome} is of ${first.model} and ${second.outcome} of ${second.model}: give one model's`);
  const [up, along] = [first, second].map((gap) => nameOf(names, gap.outcome, gap.scenario)) as [string, string];
  const side = (published: boolean) =>
    pairs.filter(([rate]) => rate.published === published).map((pair) => dotOf(pair, [first, second], names));
  const axisOf = (i: 0 | 1) => rateAxis(pairs.map((pair) => pair[i].ci?.[0] ?? pair[i].rate));
  const named = numbered(pairs);
  const below = notes(first, second, pairs, [up, along]);
  return figure({
    data: [
      ...dots("paraphrase", side(false), { color: light.paraphrase, hollow: first.simulated }),
      ...dots("published side", side(true), { ...publishedLook, hollow: first.simulated }),
      ...tags(
        named.map(({ pair: [up, along], tag }) => ({ tag, x: points(along.rate), y: points(up.rate) })),
        { x: rangeOf(axisOf(1)), y: rangeOf(axisOf(0)), tall },
      ),
    ],
    layout: plotLayout({
      header: [
        block(title ?? "One outcome beside another", { at: "title", bold: true }),
        block(`${headOf(names, first.scenario)}\u00a0· ${subject(first, names)}`),
        key([
          ["◆", light.published, "published side"],
          ["●", light.paraphrase, "a paraphrase"],
        ]),
        block(`↑ ${up}, ${unitOf(first)}`),
      ],
      tall,
      xaxis: { caption: wrap(`${along}, ${unitOf(second)}`, 42), ...axisOf(1) },
      yaxis: axisOf(0),
      shapes: [],
      footer: [
        ...tagKey(named.map(({ pair, tag }) => [tag, headOf(names, pair[0].wording, first.scenario)])),
        ...below.map((note) => block(note, { color: light.muted })),
      ],
    }),
    config: config("beside"),
    alt: `${headOf(names, first.scenario)}, ${subject(first, names)}: ${pairs.map((pair) => hover(pair, [first, second], names).replaceAll("\n", ", ")).join("; ")}.\n${below.join("\n")}`,
  });
}

const tall = 260; // px
const rangeOf = (axis: ReturnType<typeof rateAxis>) => axis.range as [number, number];

/** Pairs from left to right, with the number that stands beside each. */
const numbered = (pairs: readonly Pair[]): { pair: Pair; tag: string }[] =>
  pairs.toSorted(([, a], [, b]) => a.rate - b.rate).map((pair, i) => ({ pair, tag: String(i + 1) }));

function dotOf(pair: Pair, gaps: readonly [Gap, Gap], names: Names): Dot {
  const [first, second] = pair;
  return {
    x: points(second.rate),
    y: points(first.rate),
    xs: drawn(second.ci),
    ys: drawn(first.ci),
    text: hover(pair, gaps, names),
    of: { ...gaps[0], wording: first.wording },
  };
}

function hover(pair: Pair, gaps: readonly [Gap, Gap], names: Names): string {
  const { wording, published } = pair[0];
  const rates = pair.map(({ rate, ci, n }, i) => {
    const gap = gaps[i]!;
    const count = n === null ? "n not given" : `n = ${n}`;
    return `${nameOf(names, gap.outcome, gap.scenario)} ${rateOf(gap, rate)}${ci ? ` ${rateInterval(gap, ci)}` : ""}, ${count}`;
  });
  return [`${headOf(names, wording, gaps[0].scenario)}${published ? ", the published side" : ""}`, ...rates].join("\n");
}

function notes(first: Gap, second: Gap, pairs: readonly Pair[], titles: readonly [string, string]): string[] {
  const n = pairs.flat().reduce((sum, rate) => sum + (rate.n ?? 0), 0);
  const gaps = [first, second].map(({ gap, ciLike }, i) => {
    const figures = gap === null ? "not estimable" : gapWithInterval(signed(gap), ciLike, first);
    return `gap of ${titles[i]} ${figures}`;
  });
  return [
    `${gaps.join("; ")}. gap = paraphrase − published, percentage points; ${roundPercent(first.level)} intervals for wordings like these.`,
    `${pairs.length} wordings, n = ${n} scored trials in all.`,
    `Published side: ${standIn(first)}.`,
    ...provisionalReasons([first, second]),
    ...(first.simulated ? [simulatedNote] : []),
  ];
}
