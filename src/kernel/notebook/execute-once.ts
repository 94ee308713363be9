import { executeNotebook, type Executed, type Failure } from "./execute.ts";
import { ensureTypeScript } from "./ensure-typescript.ts";
import { filterTexts } from "./filter-texts.ts";
import { keepCheckpoint } from "./keep-checkpoint.ts";
import { injectParameters } from "./parameters.ts";
import { readNotebook } from "./read-notebook.ts";
import { ensureWritable, writeNotebook } from "./write-notebook.ts";

/** One execution from file to file. Paths are absolute; `params` are `name=value`. */
export interface Settings {
  file: string;
  output: string;
  params: string[];
  env: Record<string, string>;
  timeoutMs: number | null;
  allowErrors: boolean;
  /** What every text of the notebook passes before it is saved. */
  filter: (text: string) => string;
}

/**
 * Reads, executes and saves a notebook, telling on stderr which cell is running and which threw.
 * Ctrl-C interrupts the running cell, twice kills it; what there is by then is saved. `code` is 0,
 * 1 where a cell threw, 130 after Ctrl-C.
 */
export async function executeOnce(settings: Settings): Promise<{ code: number; executed: Executed }> {
  const { file, output, params, env, timeoutMs, allowErrors, filter } = settings;
  const read = readNotebook(file);
  ensureTypeScript(read, file);
  const notebook = injectParameters(read, params);
  ensureWritable(output);
  const interruption = new AbortController();
  const death = new AbortController();
  const onSignal = () => (interruption.signal.aborted ? death : interruption).abort();
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const [signal, kill] = [interruption.signal, death.signal];
    const executed = await executeNotebook(notebook, { file, timeoutMs, allowErrors, env, progress, signal, kill });
    const kept = output === file ? keepCheckpoint(file) : null;
    writeNotebook(output, filterTexts(executed.notebook, filter));
    executed.failures.forEach(report);
    if (kept !== null) console.error(`saved in place; as it was before: ${kept}`);
    return { code: signal.aborted ? 130 : executed.failures.length > 0 ? 1 : 0, executed };
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

function progress({ index, of, source }: { index: number; of: number; source: string }): void {
  const line = source.split("\n").find((each) => each.trim() !== "" && !each.startsWith("//")) ?? "";
  console.error(`cell ${index} of ${of}: ${line.length > 70 ? `${line.slice(0, 69)}…` : line}`);
}

function report({ cell, result }: Failure): void {
  console.error(`\nCell [${cell}] failed:\n${result.traceback.join("\n")}`);
}
