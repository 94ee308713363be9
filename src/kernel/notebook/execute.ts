import type { CellResult } from "../session/output.ts";
import { Collector } from "./collect.ts";
import { isTagged, type CellOutput, type Notebook } from "./notebook.ts";
import { withProvenance } from "./provenance.ts";
import { Worker } from "./worker.ts";

export interface ExecuteOptions {
  /** Absolute path of the notebook: cells run in its folder. */
  file: string;
  /** For each cell; null for none. */
  timeoutMs: number | null;
  /** Go on after a cell that throws. A cell tagged `raises-exception` may always throw. */
  allowErrors: boolean;
  /** Added to the environment of the cells. */
  env: Record<string, string>;
  /** Called before each cell runs. `index` counts from 1. */
  progress: (cell: { index: number; of: number; source: string }) => void;
  /** Aborted once: the running cell is interrupted and no other started. */
  signal: AbortSignal;
  /** Aborted: the process is killed. */
  kill: AbortSignal;
}

/** A cell that threw. `cell` is its execution count, as in `Cell [3]`. */
export interface Failure {
  cell: number;
  result: Extract<CellResult, { status: "error" }>;
}

export interface Executed {
  notebook: Notebook;
  failures: Failure[];
  /**
   * Local files that cells imported, or tried to, by path, each with its stamp then; null where the
   * process ended early.
   */
  files: [path: string, stamp: string][] | null;
}

/**
 * Runs a notebook's code cells in order in a process of their own, and resolves to the notebook
 * with their outputs and counts: all of it where every cell ended well, else what there was up to
 * the cell that failed. Cells tagged `skip-execution` and blank ones are passed over. Never rejects
 * for what a cell does.
 */
export async function executeNotebook(notebook: Notebook, options: ExecuteOptions): Promise<Executed> {
  const cells = structuredClone(notebook.cells).map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [] as CellOutput[], execution_count: null as number | null } : cell,
  );
  const runnable = cells.filter((cell) => cell.cell_type === "code").filter(({ source }) => source.trim() !== "");
  const code = runnable.filter((cell) => !isTagged(cell, "skip-execution"));
  const collector = new Collector();
  const worker = new Worker(options.file, options.env, (of, output) => collector.add(of, output));
  options.signal.addEventListener("abort", () => worker.interrupt());
  options.kill.addEventListener("abort", () => worker.kill());
  const failures: Failure[] = [];
  for (const [index, cell] of code.entries()) {
    if (options.signal.aborted) break;
    const count = index + 1;
    options.progress({ index: count, of: code.length, source: cell.source });
    cell.execution_count = count;
    collector.start(count, cell.outputs);
    const result = await worker.run(cell.source, count, options.timeoutMs);
    collector.end(count, result);
    if (result.status === "ok" || isTagged(cell, "raises-exception")) continue;
    failures.push({ cell: count, result });
    if (!options.allowErrors || worker.gone) break;
  }
  const last = await worker.end();
  const metadata = withProvenance(notebook.metadata, options.file, options.env, last?.record ?? {});
  return { notebook: { ...notebook, metadata, cells }, failures, files: last?.files ?? null };
}
