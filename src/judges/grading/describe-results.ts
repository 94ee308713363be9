import { aligned } from "../../lib/aligned.ts";
import { escapeHtml, plainText } from "../../lib/escape.ts";
import { neverRead, neverReadNote } from "./never-read.ts";
import type { Results } from "./results.ts";
import { reasons, reasonsText } from "./reasons.ts";

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
  const lines = linesOf(results);
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

function linesOf({ trials, grades }: Results): Line[] {
  const scenarios = new Map(trials.map(({ trial }) => [trial.id, trial.scenario]));
  const groups = Map.groupBy(grades, ({ trial, outcome }) => JSON.stringify([scenarios.get(trial), outcome]));
  return [...groups].map(([key, group]) => {
    const [scenario, outcome] = JSON.parse(key) as [string, string];
    const judges = [...new Set(group.map(({ judge }) => judge))].filter((judge) => judge !== "");
    const scored = group.filter(({ status }) => status === "scored").length;
    return { scenario, outcome, judge: judges.join(", "), scored, unscored: reasonsText(reasons(group)) };
  });
}
