import { checkOptions } from "../../lib/check-options.ts";
import type { CueEffect, Cues } from "../../stats/cues/cue-result.ts";
import { ofRates } from "../../stats/notes/gap-notes.ts";
import type { Interval } from "../../stats/numbers/interval.ts";
import { pNumber, roundPercent, signed } from "../../lib/number-text.ts";
import { block, key, type Block } from "../block.ts";
import { changeInWords, changeOf, cueNotesOf, sizeOf, titleOfAll } from "../cue-words.ts";
import { checkList } from "../check-drawn.ts";
import { dots, drawn, type Dot, type Look } from "../dots.ts";
import { figure, type Figure } from "../figure.ts";
import { gapWithInterval } from "../gap-interval.ts";
import { subject } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { points } from "../text.ts";
import { light } from "../theme.ts";

export interface CueForestOptions {
  title?: string;
  names?: Names;
}

/** One effect, of its table, and the height its row is drawn at. */
interface Mark {
  of: Cues;
  effect: CueEffect;
  y: number;
}

/** What is drawn of an effect, one above another: a proportion with its interval. */
interface Shown {
  name: string;
  look: Look;
  shift: number;
  at: (effect: CueEffect) => Value | null;
}

interface Value {
  estimate: number;
  ci: Interval;
  /** Where it is of another one. */
  scenario?: string;
}

const recognition: Shown = {
  name: "effect on being recognised",
  look: { color: light.third, symbol: "triangle-up", size: 8 },
  shift: 20,
  at: ({ recognised }) => recognised,
};

const shown: Shown[] = [
  {
    name: "effect on the outcome",
    look: { color: light.paraphrase },
    shift: 0,
    at: ({ pooled }) => pooled,
  },
  {
    name: "the same in the unpublished control",
    look: { color: light.muted, symbol: "square", size: 7 },
    shift: 10,
    at: ({ control }) => control && { ...control.pooled, scenario: control.scenario },
  },
  recognition,
];

/**
 * What each change of a text adds to the rate of an outcome, in percentage points: pooled, with its
 * interval; under it the same change in the scenario's unpublished control, and what it adds to the
 * rate of trials in which the subject says that it is studied. The largest stands first in each
 * scenario, model and outcome. Throws where there is no effect to draw.
 *
 * @example
 * pictures.cueForest(changes)
 */
export function cueForest(all: readonly Cues[], options: CueForestOptions = {}): Figure {
  const { title, names = {} } = checkOptions("cueForest", options, { title: true, names: true });
  checkList("cueForest", all, "cues()");
  const rows = new Rows();
  const marks = all.flatMap((of) => marksOf(rows, of, names));
  if (marks.length === 0) throw new Error("no effects to draw: cues() found none with an interval in these wordings");
  const there = shown.filter(({ at }) => marks.some(({ effect }) => isKnown(at(effect))));
  const footer = notes(all, there.includes(recognition));
  return figure({
    data: there.flatMap((each) =>
      [false, true].flatMap((simulated) =>
        dots(each.name, dotsOf(marks, each, simulated, names), { ...each.look, hollow: simulated }),
      ),
    ),
    layout: rowLayout({
      header: [
        block(title ?? "Which change makes the difference?", { at: "title", bold: true }),
        block("effect = rate with the change − rate without it, percentage points"),
        key(there.map(({ name, look }) => [glyphs[look.symbol ?? "circle"]!, look.color, name] as const)),
      ],
      rows,
      xaxis: { caption: ["effect,", "percentage points"], range: rangeOf(marks) },
      shapes: [{ type: "line", x0: 0, x1: 0, yref: "paper", y0: 0, y1: 1, line: { color: light.ink, width: 1 } }],
      footer: footer.map((note) => block(note, { color: light.muted })),
    }),
    config: config("cue-forest"),
    alt: [
      titleOfAll("What each change of the text adds", all, names),
      ...marks.map((mark) => sentence(mark, names)),
      ...footer,
    ].join("\n"),
  });
}

const glyphs: Record<string, string> = { circle: "●", square: "■", "triangle-up": "▲" };

const isKnown = (value: Value | null): value is Value => value !== null && !Number.isNaN(value.ci[0]);

function marksOf(rows: Rows, of: Cues, names: Names): Mark[] {
  const known = of.effects.filter(({ pooled }) => isKnown(pooled));
  if (known.length === 0) return [];
  const { scenario, outcome } = of;
  rows.head([
    block(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`, { at: "body", bold: true }),
    block(`${subject(of, names)}\u00a0· ${of.wordings} wordings, ${sizeOf(of.n)}`),
  ]);
  return known
    .toSorted((a, b) => Math.abs(b.pooled.estimate) - Math.abs(a.pooled.estimate))
    .map((effect) => ({ of, effect, y: rows.add(rowLabel(effect), 14) - 10 }));
}

function rowLabel(effect: CueEffect): Block[] {
  const { pooled, holm, wordings } = effect;
  return [
    block(changeOf(effect), { row: true }),
    block(withInterval(pooled), { row: true, bold: true }),
    block(`${wordings.join(" vs ")} · Holm\u00a0p\u00a0${pNumber(Number.isNaN(holm) ? null : holm)}`, {
      row: true,
      color: light.muted,
    }),
  ];
}

function dotsOf(marks: readonly Mark[], { at, name, shift }: Shown, simulated: boolean, names: Names): Dot[] {
  return marks.flatMap((mark) => {
    const value = at(mark.effect);
    if (mark.of.simulated !== simulated || !isKnown(value)) return [];
    const text = `${changeInWords(names, mark.of.scenario, mark.effect)}\n${name}: ${withInterval(value)} points`;
    const of = { ...mark.of, scenario: value.scenario ?? mark.of.scenario };
    return [{ x: points(value.estimate), y: mark.y + shift, xs: drawn(value.ci), text, of }];
  });
}

const withInterval = ({ estimate, ci }: Value): string => gapWithInterval(signed(estimate), ci, ofRates);

/** As far as intervals go, and zero; no further than effects can. */
function rangeOf(marks: readonly Mark[]): [number, number] {
  const ends = marks.flatMap(({ effect }) => shown.flatMap(({ at }) => (isKnown(at(effect)) ? at(effect)!.ci : [])));
  const [low, high] = [Math.max(Math.min(0, ...ends), -1), Math.min(Math.max(0, ...ends), 1)];
  const pad = (high - low) * 0.05;
  return [points(low - pad), points(high + pad)];
}

function notes(all: readonly Cues[], recognises: boolean): string[] {
  return [
    `Bars: ${roundPercent(all[0]!.level)} intervals. Effects are averages over the other factors and over the texts that were changed, and drawn toward zero by as much as all of them together say. Beside each: texts with the change vs without; Holm p is of the effect by itself, for all that were looked at.`,
    ...(recognises
      ? [
          "Recognised: the subject says that it is studied or in a laboratory. What moves both moves together, which is no proof of a cause.",
        ]
      : []),
    ...cueNotesOf(all),
  ];
}

function sentence({ of, effect }: Mark, names: Names): string {
  const parts = shown.flatMap(({ name, at }) => {
    const value = at(effect);
    return isKnown(value) ? [`${name} ${withInterval(value)} points`] : [];
  });
  const head = `${headOf(names, of.scenario)}, ${subject(of, names)}, “${nameOf(names, of.outcome, of.scenario)}”`;
  return `${head}; ${changeInWords(names, of.scenario, effect)}: ${parts.join("; ")} (${sizeOf(effect.n[0])} vs ${sizeOf(effect.n[1])}).`;
}
