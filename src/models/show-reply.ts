import { probability } from "../lib/number-text.ts";
import { escapeHtml, plainText, shorten } from "../lib/escape.ts";
import type { Reply } from "./model.ts";

const display = Symbol.for("Jupyter.display");
const longest = 20_000;

/**
 * Gives a reply the means to show itself as a notebook cell's value: its text, reasoning folded,
 * how it ended, tokens and served model; all as text, whatever it holds. The reply stays plain
 * data: the method is neither listed nor serialized.
 */
export function showReply(reply: Reply): Reply {
  return Object.defineProperty(reply, display, { enumerable: false, value: show });
}

function show(this: Reply) {
  return { "text/html": html(this), "text/plain": text(this) };
}

function facts({ stop, stopDetail, usage, servedModel, latencyMs }: Reply): string {
  const ended =
    stop === "end" || stop === null
      ? ""
      : `stopped: ${stop}${stopDetail && stopDetail !== stop ? ` (${stopDetail})` : ""}`;
  const tokens = usage.output === null ? "" : `${usage.input ?? "?"} tokens in, ${usage.output} out`;
  const took = latencyMs === null ? "" : `${Math.round(latencyMs)} ms`;
  return [ended, tokens, servedModel ?? "", took].filter(Boolean).join(" · ");
}

function said({ text, choices }: Reply): string {
  if (choices === null) return text;
  const shares = Object.entries(choices).map(([choice, logprob]) => `${choice} ${probability(Math.exp(logprob))}`);
  return shares.join("\n");
}

function html(reply: Reply): string {
  const block = (content: string) =>
    `<div style="white-space:pre-wrap;overflow-wrap:anywhere">${escapeHtml(shorten(content, longest))}</div>`;
  const reasoning = reply.reasoning && `<details><summary>reasoning</summary>${block(reply.reasoning)}</details>`;
  return `${reasoning ?? ""}${block(said(reply))}<small>${escapeHtml(facts(reply))}</small>`;
}

function text(reply: Reply): string {
  return `${plainText(shorten(said(reply), longest))}\n(${plainText(facts(reply))})`;
}
