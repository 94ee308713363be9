import { dollars, whole } from "../lib/number-text.ts";
import { aligned } from "../lib/aligned.ts";
import { escapeHtml, plainText } from "../lib/escape.ts";
import type { Spend, Spent } from "./spend.ts";
import { describeCacheUse } from "./describe.ts";
import { volatile } from "./volatile.ts";

const header = ["", "replies", "tokens in", "tokens out", "cost"];

/** What was spent as a table of models, with a line for all of them and one for what is left. */
export function showSpent({ byModel, leftUsd, ...all }: Spent) {
  const models = Object.entries(byModel).map(([id, spend]) => rowOf(id, spend));
  const rows = models.length === 1 ? models : [...models, rowOf("in all", all)];
  const saved = all.promptCache === undefined ? [] : [describeCacheUse(all.promptCache)];
  const note = [...saved, ...(leftUsd === null ? [] : [`${dollars(leftUsd)} left of session.budget`])].join("; ");
  return volatile({ "text/html": html(rows, note), "text/plain": text(rows, note) });
}

function rowOf(name: string, { replies, inputTokens, outputTokens, usd }: Spend): string[] {
  const counts = [replies, inputTokens, outputTokens].map((count) => whole(count));
  return [plainText(name), ...counts, usd === null ? "unknown" : dollars(usd)];
}

function html(rows: string[][], note: string): string {
  const lines = rows.map(([name, ...cells]) => {
    const data = cells.map((cell) => `<td style="text-align:right">${escapeHtml(cell)}</td>`);
    return `<tr><th style="text-align:left">${escapeHtml(name as string)}</th>${data.join("")}</tr>`;
  });
  const head = header.map((name) => `<th style="text-align:right">${name}</th>`);
  const table = `<table><thead><tr>${head.join("")}</tr></thead><tbody>${lines.join("\n")}</tbody></table>`;
  return table + (note && `<p>${escapeHtml(note)}</p>`);
}

function text(rows: string[][], note: string): string {
  return [...aligned([header, ...rows], 1), ...(note ? [note] : [])].join("\n");
}
