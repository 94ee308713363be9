import { checkOptions } from "../../lib/check-options.ts";
import type { Data } from "plotly.js";
import type { CuePoint, Cues } from "../../stats/cues/cue-result.ts";
import { percent, percentInterval, roundPercent, rounded, signed, signedInterval } from "../../lib/number-text.ts";
import { block, key } from "../block.ts";
import { cueNotesOf, sizeOf } from "../cue-words.ts";
import { checkOne } from "../check-drawn.ts";
import { dots, line, type Dot } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { subject } from "../gap-words.ts";
import { config, plotLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { points, wrap } from "../text.ts";
import { letterAt, tags } from "../tags.ts";
import { light } from "../theme.ts";

export interface CueMapOptions {
  title?: string;
  names?: Names;
  /** The factor whose levels have colours; that with the largest effect where left out. */
  factor?: string;
}

const looks = [
  { glyph: "●", symbol: "circle", color: light.paraphrase },
  { glyph: "▲", symbol: "triangle-up", color: light.third },
  { glyph: "■", symbol: "square", color: light.fourth },
  { glyph: "◆", symbol: "diamond", color: light.other },
] as const;

/**
 * All perturbations by their distance from the published text and their rates, a point a wording,
 * with a look for each level of one factor; the line is the change of the rate with distance
 * between wordings made from one text. Throws where distances are not known, and on no such factor.
 *
 * @example
 * pictures.cueMap(changes[0]!)
 */
export function cueMap(of: Cues, options: CueMapOptions = {}): Figure {
  const chosen = checkOptions("cueMap", options, { title: true, names: true, factor: true });
  checkOne("cueMap", of, "cues()", "points");
  const { title, names = {}, factor = largest(of) } = chosen;
  const known = of.points.filter(({ distance }) => !Number.isNaN(distance));
  if (known.length === 0)
    throw new Error(
      `no distances in ${of.scenario}: the map takes the column distance, as a run of perturbations has it`,
    );
  const levels = levelsOf(of, factor);
  const places = apart(known);
  const named = standOut(known).map(({ i, why }, n) => ({ i, why, tag: letterAt(n) }));
  const at = (level: string) =>
    known.flatMap((point, i) =>
      levelAt(point, factor, levels) === level ? [{ ...dotOf(point, of, names), x: places[i]! }] : [],
    );
  return figure({
    data: [
      ...along(of, known),
      ...levels.flatMap((level, i) =>
        dots(`${factor} ${level}`, at(level), {
          ...looks[i % looks.length]!,
          size: 7,
          outlined: false,
          hollow: of.simulated,
        }),
      ),
      ...namesBeside(known, places, named),
    ],
    layout: plotLayout({
      header: [
        block(title ?? "Every wording: distance and rate", { at: "title", bold: true }),
        block(`${headOf(names, of.scenario)}\u00a0· ${subject(of, names)}`),
        key([
          ...levels.map((level, i): readonly [string, string, string] => {
            const { glyph, color } = looks[i % looks.length]!;
            return [glyph, color, `${nameOf({}, factor)}: ${nameOf({}, level)}`];
          }),
          ...(isTold(of) ? ([["─", light.ink, "change with distance"]] as const) : []),
        ]),
        block(`↑ ${nameOf(names, of.outcome, of.scenario)}, % of trials`),
      ],
      tall,
      xaxis: {
        caption: wrap("distance from the published text: share of runs of three words that are not in it", 44),
        range: rangeOf(known),
      },
      yaxis: { range: [...rates] },
      shapes: [],
      footer: [
        ...named.map(({ i, why, tag }) => block(`${tag}, ${why}: ${inWords(known[i]!, of, names)}.`)),
        ...notes(of, known).map((note) => block(note, { color: light.muted })),
      ],
    }),
    config: config("cue-map"),
    alt: describe(of, known, names),
  });
}

const tall = 280; // px
const rates = [-4, 104] as const;

/** The few that are looked for first, with why: the ends of rates and of distances. */
function standOut(known: readonly CuePoint[]): { i: number; why: string }[] {
  const ends = [
    ["highest rate", ({ rate }: CuePoint) => rate],
    ["lowest rate", ({ rate }: CuePoint) => -rate],
    ["nearest to the published text", ({ distance }: CuePoint) => -distance],
    ["farthest from it", ({ distance }: CuePoint) => distance],
  ] as const;
  const found = ends.flatMap(([why, size]) => {
    const sizes = known.map(size);
    const most = Math.max(...sizes);
    const more = sizes.filter((each) => each === most).length - 1;
    // What a fifth of all have stands out nowhere.
    if (more >= known.length / 5) return [];
    return [{ i: sizes.indexOf(most), why: more > 0 ? `${why}, as ${more} more have` : why }];
  });
  return [...Map.groupBy(found, ({ i }) => i)].map(([i, each]) => ({ i, why: each.map(({ why }) => why).join(", ") }));
}

/** Letters beside those that stand out, clear of all points. */
function namesBeside(
  known: readonly CuePoint[],
  places: readonly number[],
  named: readonly { i: number; tag: string }[],
): Data[] {
  const at = (i: number) => ({ x: places[i]!, y: points(known[i]!.rate) });
  const nameless = known.flatMap((_, i) => (named.some((each) => each.i === i) ? [] : [at(i)]));
  return tags(
    named.map(({ i, tag }) => ({ ...at(i), tag })),
    { x: rangeOf(known), y: rates, tall },
    nameless,
  );
}

/** What a wording is made from and what was changed of it, in a line or two. */
function inWords({ wording, base, changed, rate, distance }: CuePoint, { scenario }: Cues, names: Names): string {
  const where = `${percent(rate)} at distance ${rounded(distance, 2)}`;
  if (changed === null) return `${nameOf(names, wording, scenario)}, ${where}`;
  const [shown, rest] = [changed.slice(0, mostChanges), changed.length - mostChanges];
  const changes = `${shown.map((each) => nameOf({}, each)).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const from = nameOf(names, base, scenario);
  return `${from}${changes === "" ? " as it is" : `; changed: ${changes}`}; ${where}`;
}

const mostChanges = 6;

/** Where points stand: at their distance, those at one place side by side. */
function apart(all: readonly CuePoint[]): number[] {
  const distances = all.map(({ distance }) => distance);
  const step = (Math.max(...distances) - Math.min(...distances) || 1) / 48;
  const key = ({ distance, rate }: CuePoint) => `${Math.round(distance / step)} ${points(rate)}`;
  const shared = Map.groupBy(all, key);
  return all.map((point) => {
    const group = shared.get(key(point))!;
    return rounded(point.distance + (group.indexOf(point) - (group.length - 1) / 2) * step, 4);
  });
}

function largest({ effects, factors }: Cues): string {
  const known = effects.filter(({ pooled }) => !Number.isNaN(pooled.estimate));
  const [first] = known.toSorted((a, b) => Math.abs(b.pooled.estimate) - Math.abs(a.pooled.estimate));
  return first?.factor ?? factors[0]?.factor ?? "";
}

function levelsOf({ factors, scenario }: Cues, factor: string): string[] {
  const found = factors.find((each) => each.factor === factor);
  if (found !== undefined) return found.levels.map(({ level }) => level);
  throw new Error(
    `no factor "${factor}" in ${scenario}: expected one of ${factors.map((each) => each.factor).join(", ")}`,
  );
}

/** A wording without a level of a factor is at the first. */
const levelAt = ({ levels }: CuePoint, factor: string, [first]: readonly string[]): string => levels[factor] || first!;

function dotOf(point: CuePoint, of: Cues, names: Names): Dot {
  const { wording, base, changed, distance, rate, ci, n } = point;
  const changes = changed === null ? [] : [`changed: ${changed.join(", ") || "nothing"}`];
  const text = [
    `from ${nameOf(names, base, of.scenario)}`,
    ...changes,
    `${percent(rate)}${ci ? ` ${percentInterval(ci)}` : ""}, ${sizeOf(n ?? NaN)}`,
    `distance ${rounded(distance, 3)}`,
  ].join("\n");
  return { x: rounded(distance, 4), y: points(rate), text, of: { ...of, wording } };
}

const isTold = ({ distance }: Cues): boolean => !Number.isNaN(distance.alone.ci[0]);

/** The slope through the mean of all wordings. */
function along(of: Cues, known: readonly CuePoint[]): Data[] {
  if (!isTold(of)) return [];
  const mean = (value: (point: CuePoint) => number) => known.reduce((sum, each) => sum + value(each), 0) / known.length;
  const [x, y] = [mean(({ distance }) => distance), mean(({ rate }) => rate)];
  const distances = known.map(({ distance }) => distance);
  const at = (end: number) => [rounded(end, 4), points(y + of.distance.alone.estimate * (end - x))] as const;
  const ends = [at(Math.min(...distances)), at(Math.max(...distances))] as const;
  return [line("change with distance", ends, { color: light.ink })];
}

function rangeOf(known: readonly CuePoint[]): [number, number] {
  const distances = known.map(({ distance }) => distance);
  const [low, high] = [Math.min(...distances), Math.max(...distances)];
  const pad = Math.max((high - low) * 0.06, 0.02);
  return [rounded(low - pad, 4), rounded(high + pad, 4)];
}

function notes(of: Cues, known: readonly CuePoint[]): string[] {
  const { alone, besideFactors } = of.distance;
  const lost = of.points.length - known.length;
  return [
    ...(isTold(of)
      ? [
          `Line: ${signed(alone.estimate)} percentage points ${signedInterval(alone.ci)} from distance 0 to 1, between wordings made from one text${Number.isNaN(besideFactors.ci[0]) ? "" : `; at the same levels of all factors ${signed(besideFactors.estimate)} ${signedInterval(besideFactors.ci)}`}; ${roundPercent(of.level)} intervals.`,
        ]
      : []),
    `${sizeOf(of.n)} scored trials of ${of.wordings} wordings made from ${of.bases.length === 1 ? "one text" : `${of.bases.length} texts`}${lost > 0 ? `; ${lost} of unknown distance are not drawn` : ""}.`,
    ...cueNotesOf([of]),
  ];
}

function describe(of: Cues, known: readonly CuePoint[], names: Names): string {
  const rates = known.map(({ rate }) => rate);
  const distances = known.map(({ distance }) => distance);
  const head = `${headOf(names, of.scenario)}, ${subject(of, names)}: “${nameOf(names, of.outcome, of.scenario)}” of ${known.length} wordings by distance from the published text`;
  const spans = `rates ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))}, distances ${rounded(Math.min(...distances), 3)} to ${rounded(Math.max(...distances), 3)}`;
  return `${head}: ${spans}.\n${notes(of, known).join("\n")}`;
}
