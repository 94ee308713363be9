import { checkOptions } from "../../lib/check-options.ts";
import type { JudgeAgreement } from "../../stats/agreement/judge-agreement.ts";
import { leastKappa } from "../../stats/gap/provisional.ts";
import { block } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { figure, type Figure } from "../figure.ts";
import { config, rowLayout } from "../layout.ts";
import { nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { fixed, percent, rounded } from "../../lib/number-text.ts";
import { label, wrap } from "../text.ts";
import { light } from "../theme.ts";
import { tileHeight, tileShapes, tileTexts, type Tile } from "../tiles.ts";

export interface ConfusionOptions {
  title?: string;
  names?: Names;
}

/**
 * How often a judge gave which grade to trials that a person labelled so: labels down, grades
 * across, one matrix for each outcome, judge and labeller of {@link judgeAgreement}; blue on the
 * diagonal, orange where they differ, deeper with the share of the label. Throws where nothing was
 * both graded and labelled.
 *
 * @example
 * const labels = rows(talked)
 *   .filter(({ status }) => status === "scored")
 *   .map(({ trial, outcome, value }) => ({
 *     trial,
 *     outcome,
 *     label: value,
 *     labeller: "ada",
 *     reason: "",
 *   }));
 * confusion(stats.judgeAgreement(talked, labels))
 */
export function confusion(found: readonly JudgeAgreement[], options: ConfusionOptions = {}): Figure {
  const { title, names = {} } = checkOptions("confusion", options, { title: true, names: true });
  checkList("confusion", found, "judgeAgreement()");
  const shown = found.filter(({ n }) => n > 0);
  if (shown.length === 0) throw new Error("no trial was both graded and labelled: nothing to draw");
  const grades = [...new Set(shown.flatMap(({ labels }) => labels))].toSorted((a, b) => (a < b ? -1 : 1));
  const rows = new Rows();
  const tiles = shown.flatMap((each) => matrixOf(rows, each, grades, names));
  return figure({
    data: [tileTexts("trials", tiles)],
    layout: rowLayout({
      header: [
        block(title ?? "Can the judge be trusted?", { at: "title", bold: true }),
        block("Trials by label, down, and by grade, across"),
      ],
      rows,
      xaxis: {
        caption: ["judge's grade"],
        range: [-0.5, grades.length - 0.5],
        tickvals: grades.map((_, i) => i),
        ticktext: grades.map((grade) => wrap(String(grade), 12).map(label).join("<br>")),
        showgrid: false,
      },
      shapes: tileShapes(tiles),
      footer: [
        "Numbers: trials. Colour: % of trials with that label, deeper from 0 to 100; blue where graded as labelled, orange where not.",
        `κ with its 95\u00a0% interval: 1 is full agreement, 0 chance's; below ${leastKappa} gaps are provisional. It falls as one label gets rare, whatever the judge.`,
        "Published and reworded trials together, as they were drawn for labelling.",
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("confusion"),
    alt: shown
      .map(
        (each) =>
          `${nameOf(names, each.outcome)}, ${each.judge} against ${each.labeller}: ${summary(each)}; ${tableOf(each)}.`,
      )
      .join("\n"),
  });
}

/** A matrix of tiles under its heading: a row a label, a column a grade. */
function matrixOf(rows: Rows, each: JudgeAgreement, grades: readonly unknown[], names: Names): Tile[] {
  rows.head([
    block(`${nameOf(names, each.outcome)}: ${each.judge}, labelled by ${each.labeller}`, { at: "body", bold: true }),
    block(summary(each), { color: light.muted }),
  ]);
  return each.confusion.flatMap((row, i) => {
    const all = row.reduce((a, b) => a + b, 0);
    const text = [
      block(`label ${each.labels[i]}`, { row: true }),
      block(`n = ${all}`, { row: true, color: light.muted }),
    ];
    const y = rows.add(text, tileHeight - 32);
    return row.map((count, j): Tile => {
      const share = all > 0 ? `, ${percent(count / all)}` : "";
      return {
        x: grades.indexOf(each.labels[j]!),
        y,
        text: String(count),
        fill: i === j ? light.down3 : light.up3,
        opacity: all > 0 ? rounded(least + (1 - least) * (count / all), 3) : 0,
        hover: `${each.outcome}: ${count} of ${all} labelled ${each.labels[i]} were graded ${each.labels[j]}${share}`,
        of: count === 0 ? null : { outcome: each.outcome, trials: each.trials[i]![j]!.join(",") },
      };
    });
  });
}

function summary({ n, missing, observed, kappa }: JudgeAgreement): string {
  const two = (value: number) => fixed(value, 2);
  const alike = observed ? `, ${observed.successes} graded alike` : "";
  const left = missing > 0 ? `, ${missing} not graded or not labelled` : "";
  const by = kappa ? `κ ${two(kappa.estimate)} [${kappa.ci.map(two).join(", ")}]` : "κ cannot be told";
  return `${by}, n = ${n}${alike}${left}${kappa && kappa.estimate < leastKappa ? "; provisional" : ""}`;
}

const tableOf = ({ labels, confusion: counts }: JudgeAgreement): string =>
  labels
    .map((label, i) => `label ${label}: ${labels.map((grade, j) => `${counts[i]![j]} graded ${grade}`).join(", ")}`)
    .join("; ");

/** How much of its colour a tile without trials has, so that it is seen to be one. */
const least = 0.06;
