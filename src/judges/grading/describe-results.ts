import { aligned } from "../../lib/aligned.ts";
import { escapeHtml, plainText } from "../../lib/escape.ts";
import { alikeGrades, type AlikeGrades } from "./alike-grades.ts";
import { neverRead, neverReadNote } from "./never-read.ts";
import type { Results } from "./results.ts";
import { countReasons, reasonsText } from "./reasons.ts";

/** What became of one outcome, over all trials that could measure it. */
interface Line {
  scenario: string;
  outcome: string;
  judge: string;
  scored: number;
  unscored: string;
}

const HEAD = ["scenario", "outcome", "judge", "scored", "unscored"] as const;

/**
 * How many trials were scored on each outcome and by whom, why the others were not, and what no
 * reply was read as: as text and as HTML.
 */
export function describeResults(results: Results): { "text/plain": string; "text/html": string } {
  const lines = linesOf(alikeGrades(results));
  const cells = [HEAD, ...lines.map((line) => HEAD.map((name) => String(line[name])))];
  const text = aligned(cells.map((line) => line.map(plainText)));
  const [top, ...rows] = cells.map((line) => line.map(escapeHtml));
  const notes = [
    ...(results.stopped === null ? [] : [`not all was judged: ${results.stopped}; grade again to go on`]),
    ...neverRead(results).map(neverReadNote),
  ];
  return {
    "text/plain": [...text, ...notes.map(plainText)].join("\n"),
    "text/html":
      `<table><thead><tr>${top!.map((cell) => `<th>${cell}</th>`).join("")}</tr></thead><tbody>` +
      `${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</tbody></table>` +
      notes.map((note) => `<p>${escapeHtml(note)}</p>`).join(""),
  };
}

function linesOf(alike: readonly AlikeGrades[]): Line[] {
  const groups = Map.groupBy(alike, ({ scenario, outcome }) => JSON.stringify([scenario, outcome]));
  return [...groups.values()].map((group) => {
    const { scenario, outcome } = group[0]!;
    const judges = [...new Set(group.map(({ judge }) => judge))].filter((judge) => judge !== "");
    const scored = group.reduce((sum, each) => sum + (each.scored === null ? 0 : each.count), 0);
    const why = group.flatMap(({ reason, count }): [string, number][] => (reason === null ? [] : [[reason, count]]));
    return { scenario, outcome, judge: judges.join(", "), scored, unscored: reasonsText(countReasons(why)) };
  });
}
