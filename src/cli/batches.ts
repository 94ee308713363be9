import { dollars, whole } from "../lib/number-text.ts";
import { formatTable } from "../lib/table-format.ts";
import { readJudgements } from "../judges/asking/judgements.ts";
import { askBatches, forgetBatch } from "../runner/batch/ask-batches.ts";
import { batchTable, type BatchRow } from "../runner/batch/batch-table.ts";
import type { batches } from "./commands/batches.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";

/** `parallax batches`: all done when every batch has ended. */
export async function main({ options, named: [dir] }: Given<typeof batches>, show: Show): Promise<number> {
  if (options.forget !== undefined) await forgetBatch(dir, options.forget);
  const states = options.offline ? new Map() : await askBatches(dir, options.cancel ? "cancel" : "state");
  const rows = await batchTable(dir, states, readJudgements(dir));
  show({ text: rows.length === 0 ? `${dir} has no batches` : inWords(rows), json: () => ({ dir, batches: rows }) });
  return rows.every(({ ended }) => ended) ? exitCode.done : exitCode.notAll;
}

function inWords(rows: BatchRow[]): string {
  return formatTable(
    {
      caption: "",
      header: ["batch", "model", "made", "state", "asked", "answered", "failed", "asked again", "kept", "cost"],
      lines: rows.map((row) => ({
        label: "",
        cells: [
          row.id ?? row.tag,
          row.of === "judge" ? `${row.model} (judge)` : row.model,
          row.at.slice(0, 16).replace("T", " "),
          row.state,
          ...[row.asked, row.answered, row.failed, row.unanswered, row.kept].map(whole),
          row.usd === null ? "unknown" : dollars(row.usd),
        ],
      })),
      notes: [],
    },
    "text",
  ).trim();
}
