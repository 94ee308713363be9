import { aligned } from "../../lib/aligned.ts";
import { escapeHtml, plainText } from "../../lib/escape.ts";

/** How two gradings of one outcome differ. */
export interface Drift {
  outcome: string;
  /** Who graded, before and after. */
  judges: [before: string, after: string];
  /** Trials that both graded or left unscored, and trials that only one of them has. */
  n: number;
  unmatched: number;
  /** Values as text, then `unscored` where there are any. */
  labels: string[];
  /** Trials by the label before, then the label after, in the order of `labels`. */
  confusion: number[][];
  /** Trials whose label changed. */
  changed: { trial: string; before: string; after: string }[];
}

/** Confusion tables of gradings before (down) and after (across), as text and as HTML. */
export function describeDrift(drifts: readonly Drift[]): { "text/plain": string; "text/html": string } {
  return {
    "text/plain": drifts.map(textOf).join("\n\n"),
    "text/html": drifts.map(htmlOf).join("\n"),
  };
}

const titleOf = ({ outcome, judges: [before, after], n, unmatched, changed }: Drift) =>
  `${outcome}: ${changed.length} of ${n} changed; ${before || "nobody"} (down) against ${after || "nobody"} (across)` +
  (unmatched === 0 ? "" : `; ${unmatched} graded by one only`);

function linesOf({ labels, confusion }: Drift): string[][] {
  return [["", ...labels], ...labels.map((label, i) => [label, ...confusion[i]!.map(String)])];
}

function textOf(drift: Drift): string {
  return [plainText(titleOf(drift)), ...aligned(linesOf(drift), 0)].join("\n");
}

function htmlOf(drift: Drift): string {
  const [head, ...rows] = linesOf(drift);
  const cells = ([label, ...counts]: string[]) =>
    `<tr><th scope="row">${label}</th>${counts.map((count) => `<td>${count}</td>`).join("")}</tr>`;
  return (
    `<table><caption>${escapeHtml(titleOf(drift))}</caption>` +
    `<thead><tr>${head!.map((label) => `<th>${label}</th>`).join("")}</tr></thead>` +
    `<tbody>${rows.map(cells).join("")}</tbody></table>`
  );
}
