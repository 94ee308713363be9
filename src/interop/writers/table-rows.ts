import { hash } from "../../lib/hash.ts";
import type { OwnRecord } from "../own/own-record.ts";

/** Columns of an exported table, with what they hold; those of factors stand after `wording`. */
export const columnTypes = {
  scenario: "STRING",
  arm: "STRING",
  wording: "STRING",
  input: "STRING",
  model: "STRING",
  epoch: "INT32",
  elicit: "STRING",
  trial: "STRING",
  outcome: "STRING",
  headline: "BOOLEAN",
  value: "DOUBLE",
  status: "STRING",
  reason: "STRING",
  judge: "STRING",
  evidence: "STRING",
  replyHash: "STRING",
  reply: "STRING",
  reasoning: "STRING",
  stop: "STRING",
  servedModel: "STRING",
  inputTokens: "INT32",
  outputTokens: "INT32",
  latencyMs: "DOUBLE",
  canary: "STRING",
  record: "STRING",
} as const;

export type Cell = string | number | boolean | null;
export type TableRow = Record<string, Cell>;

/**
 * A trial as rows, one an outcome; missing is null. The first carries the whole trial as JSON in
 * `record`, from which an import makes it again.
 */
export function tableRows(record: OwnRecord, factors: readonly string[]): TableRow[] {
  const { grades, replies, condition, canary, error: _, format: __, version: ___, ...head } = record;
  const last = replies.at(-1);
  const sum = (of: (reply: OwnRecord["replies"][number]) => number | null) =>
    replies.length === 0 || replies.some((reply) => of(reply) === null)
      ? null
      : replies.reduce((all, reply) => all + of(reply)!, 0);
  const said = replies.map(({ text, reasoning, calls, choices }) => ({ text, reasoning, calls: calls ?? [], choices }));
  const common: TableRow = {
    ...head,
    ...Object.fromEntries(factors.map((factor) => [`condition.${factor}`, condition[factor] ?? null])),
    replyHash: replies.length === 0 ? null : hash(said),
    reply: last?.text ?? null,
    reasoning: last?.reasoning ?? null,
    stop: last?.stop ?? null,
    servedModel: last?.servedModel ?? null,
    inputTokens: sum(({ usage }) => usage.input),
    outputTokens: sum(({ usage }) => usage.output),
    latencyMs: sum(({ latencyMs }) => latencyMs),
    canary,
  };
  const rows = grades.length === 0 ? [null] : grades;
  return rows.map((grade, i) => ({
    ...common,
    outcome: grade?.outcome ?? null,
    headline: grade?.headline ?? null,
    value: grade?.value ?? null,
    status: grade === null ? null : grade.value === null ? "unscored" : "scored",
    reason: grade?.reason ?? null,
    judge: grade?.judge || null,
    evidence: grade?.evidence ?? null,
    record: i === 0 ? JSON.stringify(record) : null,
  }));
}

/** All columns in order, those of factors among them. */
export function columnsWith(
  factors: readonly string[],
): [name: string, type: (typeof columnTypes)[keyof typeof columnTypes]][] {
  return Object.entries(columnTypes).flatMap(([name, type]) => [
    [name, type] as [string, typeof type],
    ...(name === "wording" ? factors.map((factor) => [`condition.${factor}`, "STRING"] as [string, "STRING"]) : []),
  ]);
}
