import type { CellMetadata, CellOutput, CodeCell, Notebook } from "./notebook.ts";

/** Metadata that tools write of when and how a notebook was run or looked at. */
const volatileOfCell = ["execution", "papermill", "ExecuteTime", "collapsed", "scrolled", "trusted", "vscode"];
const volatileOfNotebook = ["papermill", "signature", "vscode", "widgets", "toc", "varInspector", "interpreter"];

/**
 * The notebook without volatile metadata: times, views, signatures. Cells that have run are
 * numbered anew from 1, as executing the whole notebook numbers them, and neighbouring stream
 * outputs merged. Outputs stay, unless `outputs` says to take them away too.
 */
export function cleanNotebook({ metadata, cells }: Notebook, { outputs = false } = {}): Notebook {
  const counts = new Map<number, number>();
  for (const cell of cells) {
    if (cell.cell_type === "code" && cell.execution_count !== null) counts.set(cell.execution_count, counts.size + 1);
  }
  return {
    metadata: { ...without(metadata, volatileOfNotebook), ...language(metadata) },
    cells: cells.map((cell) => {
      const kept = { ...cell, metadata: without(cell.metadata, volatileOfCell) as CellMetadata };
      if (kept.cell_type !== "code") return kept;
      return outputs ? { ...kept, outputs: [], execution_count: null } : renumber(kept, counts);
    }),
  };
}

function renumber(cell: CodeCell, counts: Map<number, number>): CodeCell {
  const count = cell.execution_count === null ? null : (counts.get(cell.execution_count) ?? null);
  const merged: CellOutput[] = [];
  for (const output of cell.outputs) {
    const last = merged.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      merged[merged.length - 1] = { ...last, text: last.text + output.text };
    } else if (output.output_type === "execute_result") {
      merged.push({ ...output, execution_count: count ?? output.execution_count });
    } else if (output.output_type === "error") {
      const renamed = output.traceback.map((line) =>
        line.replace(/\bCell \[(\d+)\]/g, (name, old) =>
          counts.has(Number(old)) ? `Cell [${counts.get(Number(old))}]` : name,
        ),
      );
      merged.push({ ...output, traceback: renamed });
    } else merged.push(output);
  }
  return { ...cell, execution_count: count, outputs: merged };
}

/** The language's name and file ending stay, the version of whatever ran last does not. */
function language(metadata: Record<string, unknown>): Record<string, unknown> {
  const info = metadata["language_info"];
  return typeof info === "object" && info !== null ? { language_info: without(info, ["version"]) } : {};
}

function without(record: object, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
