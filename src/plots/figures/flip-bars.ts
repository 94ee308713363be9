import { checkOptions } from "../../lib/check-options.ts";
import { pValue } from "../../lib/number-text.ts";
import type { Data } from "plotly.js";
import type { Flips } from "../../stats/wordings/flips.ts";
import { block, key } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { figure, type Figure } from "../figure.ts";
import { provisionalReasons, standIn, subject, where, who } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { pointData } from "../link.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { hoverText, points } from "../text.ts";
import { light } from "../theme.ts";

export interface FlipOptions {
  title?: string;
  names?: Names;
}

const parts = [
  ["firstOnly", "only published", light.published],
  ["bothOne", "both", light.down2],
  ["bothZero", "neither", light.level],
  ["secondOnly", "only paraphrase", light.paraphrase],
] as const;

/**
 * What became of each input from the published wording to a paraphrase: stayed (both did it, or
 * neither), or flipped one way or the other, a bar of shares a paraphrase, with exact McNemar's p
 * on the flips. From {@link flips}; throws where nothing was paired.
 *
 * @example
 * flipBars(stats.flips(rows(talked)))
 */
export function flipBars(all: readonly Flips[], options: FlipOptions = {}): Figure {
  const { title, names = {} } = checkOptions("flipBars", options, { title: true, names: true });
  checkList("flipBars", all, "flips()");
  const shown = all.filter(({ pairs }) => pairs > 0);
  if (shown.length === 0) throw new Error("no input was answered under both wordings: nothing is paired");
  const rows = new Rows();
  const place = (flip: Flips) => JSON.stringify([flip.scenario, flip.outcome, flip.model, flip.condition]);
  const marks = [...Map.groupBy(shown, place).values()].flatMap((group) => {
    const { scenario, outcome } = group[0]!;
    rows.head([
      block(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`, { at: "body", bold: true }),
      block([who(group[0]!, names), where(group[0]!, names)].filter(Boolean).join("\u00a0· ")),
    ]);
    return group.map((flip) => ({ flip, y: rows.add(labelOf(flip, names), 12) }));
  });
  const stands = [...new Set(shown.map(standIn))];
  return figure({
    data: parts.map(([part, name, color]) => bar(part, name, color, marks, names)),
    layout: {
      ...rowLayout({
        header: [
          block(title ?? "Which answers changed?", { at: "title", bold: true }),
          key(
            parts.map(([part, name, color]) => (part === "bothZero" ? ["□", light.muted, name] : ["■", color, name])),
          ),
        ],
        rows,
        xaxis: { caption: ["% of pairs of trials"], range: [0, 100] },
        shapes: [],
        footer: [
          "n: pairs, one an input: the first scored trial of either side. p: exact McNemar, two-sided, on the pairs that differ alone; of these two wordings, not of wordings like them.",
          "Stopped: done on the published text alone; began: on the paraphrase alone. Their balance is the gap on these inputs, in percentage points.",
          `Published side: ${stands.join("; ")}.`,
          ...provisionalReasons(shown),
          ...(shown.some(({ simulated }) => simulated) ? ["A simulated subject whose rates we set, not a model."] : []),
        ].map((note) => block(note, { color: light.muted })),
      }),
      barmode: "stack",
    },
    config: config("flip-bars"),
    alt: marks.map(({ flip }) => `${subject(flip, names)}: ${sentence(flip, names)}`).join("\n"),
  });
}

function bar(
  part: (typeof parts)[number][0],
  name: string,
  color: string,
  marks: readonly { flip: Flips; y: number }[],
  names: Names,
): Data {
  return {
    type: "bar",
    orientation: "h",
    name,
    x: marks.map(({ flip }) => points(flip[part] / flip.pairs)),
    y: marks.map(({ y }) => y),
    width: 20,
    marker: { color, line: { color: light.muted, width: 0.5 } },
    customdata: marks.map(({ flip }) => pointData(flip)),
    text: marks.map(({ flip }) => hoverText(sentence(flip, names))),
    textposition: "none",
    hovertemplate: "%{text}<extra></extra>",
  };
}

function labelOf(flip: Flips, names: Names) {
  return [
    block(headOf(names, flip.wording, flip.scenario), { row: true }),
    block(`${flip.firstOnly} stopped, ${flip.secondOnly} began`, { row: true, bold: true }),
    block(`n = ${flip.pairs}, ${pValue(flip.p)}`, { row: true, color: light.muted }),
  ];
}

function sentence(
  { wording, scenario, pairs, bothOne, bothZero, firstOnly, secondOnly, p, unpaired }: Flips,
  names: Names,
): string {
  const left = unpaired > 0 ? `; ${unpaired} inputs not paired` : "";
  return `${headOf(names, wording, scenario)}: of n = ${pairs} inputs ${firstOnly} only on the published side, ${secondOnly} only on the paraphrase, ${bothOne} on both, ${bothZero} on neither; ${pValue(p)}${left}`;
}
