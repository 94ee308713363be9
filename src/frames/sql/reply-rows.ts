import { readJournal } from "../../runner/journal/read-journal.ts";
import type { ReplyLine } from "../../runner/trial.ts";
import type { Cell, ParquetColumn } from "./write-rows.ts";

const cells: Record<string, [ParquetColumn["type"], (line: ReplyLine) => Cell | undefined]> = {
  trial: ["STRING", ({ trial }) => trial],
  turn: ["STRING", ({ turn }) => turn],
  said: ["STRING", ({ said }) => JSON.stringify(said)],
  text: ["STRING", ({ reply }) => reply.text],
  reasoning: ["STRING", ({ reply }) => reply.reasoning],
  stop: ["STRING", ({ reply }) => reply.stop],
  servedModel: ["STRING", ({ reply }) => reply.servedModel],
  choices: ["STRING", ({ reply }) => reply.choices && JSON.stringify(reply.choices)],
  inputTokens: ["DOUBLE", ({ reply }) => reply.usage?.input],
  cachedInputTokens: ["DOUBLE", ({ reply }) => reply.usage?.cachedInput],
  outputTokens: ["DOUBLE", ({ reply }) => reply.usage?.output],
  reasoningTokens: ["DOUBLE", ({ reply }) => reply.usage?.reasoning],
  latencyMs: ["DOUBLE", ({ reply }) => reply.latencyMs],
  usd: ["DOUBLE", ({ usd }) => usd],
  cached: ["BOOLEAN", ({ cached }) => cached],
  attempts: ["INT32", ({ attempts }) => attempts.length],
  at: ["STRING", ({ attempts }) => attempts.at(-1)?.at],
  key: ["STRING", ({ key }) => key],
};

/** A run's replies as a table: its columns, and its rows as the journal has them. */
export const replyColumns = Object.entries(cells).map(([name, [type]]): ParquetColumn => ({ name, type }));

export async function* replyRows(dir: string): AsyncGenerator<Cell[]> {
  const read = Object.values(cells).map(([, of]) => of);
  for await (const line of readJournal(dir))
    if (line.kind === "reply") yield read.map((of) => wellFormed(of(line) ?? null));
}

/** Half of a pair of surrogates, which no UTF-8 has, as what stands for what cannot be shown. */
const wellFormed = (cell: Cell): Cell => (typeof cell === "string" ? cell.toWellFormed() : cell);
