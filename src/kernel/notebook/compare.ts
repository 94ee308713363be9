import { isTagged, type CellOutput, type CodeCell, type Notebook } from "./notebook.ts";
import { sortKeys } from "./sort-keys.ts";

/**
 * A cell whose outputs are not those that were saved. `cell` counts code cells that ran, from 1.
 */
export interface Difference {
  cell: number;
  id: string;
  /** What differs, and then the saved (`-`) and the present (`+`) line. */
  lines: string[];
}

const widest = 160;

/**
 * Compares a notebook as it was saved with the same notebook executed anew, output by output. Left
 * out are cells tagged `volatile`, outputs whose own metadata says `{"parallax": {"volatile":
 * true}}`, and whatever matches a regular expression in the notebook's metadata, `{"parallax":
 * {"volatile": [...]}}`. Execution counts are not compared. Throws where such an expression is not
 * valid.
 */
export function compareNotebooks(saved: Notebook, now: Notebook): Difference[] {
  const still = stillness(saved.metadata);
  const [before, after] = [codeCells(saved), codeCells(now)];
  return after.flatMap((cell, index) => {
    const old = before[index];
    if (old === undefined || isTagged(cell, "volatile")) return [];
    const lines = compareOutputs(parts(old.outputs, still), parts(cell.outputs, still));
    return lines.length === 0 ? [] : [{ cell: cell.execution_count ?? index + 1, id: cell.id, lines }];
  });
}

function codeCells({ cells }: Notebook): CodeCell[] {
  return cells.filter((cell) => cell.cell_type === "code");
}

function stillness(metadata: Record<string, unknown>): (text: string) => string {
  const { volatile = [] } = (metadata["parallax"] ?? {}) as { volatile?: unknown };
  if (!Array.isArray(volatile)) throw new Error(`metadata.parallax.volatile: expected a list of regular expressions`);
  const patterns = volatile.map((pattern) => {
    try {
      return new RegExp(String(pattern), "g");
    } catch (error) {
      throw new Error(`metadata.parallax.volatile: ${(error as Error).message}`, { cause: error });
    }
  });
  return (text) => patterns.reduce((rest, pattern) => rest.replaceAll(pattern, "…"), text);
}

/** Everything outputs say, as named texts: `1 stream stdout`, `2 execute_result text/html`. */
function parts(outputs: CellOutput[], still: (text: string) => string): Map<string, string> {
  const lasting = outputs.filter((output) => !("metadata" in output && isVolatile(output.metadata)));
  const named = lasting.flatMap((output, index): [string, string][] => {
    const name = `${index + 1} ${output.output_type}`;
    if (output.output_type === "stream") return [[`${name} ${output.name}`, output.text]];
    if (output.output_type === "error") return [[name, output.traceback.join("\n")]];
    return Object.entries(output.data).map(([mime, content]) => [
      `${name} ${mime}`,
      typeof content === "string" ? content : JSON.stringify(sortKeys(content), null, 1),
    ]);
  });
  return new Map(named.map(([name, text]) => [name, still(text)]));
}

function isVolatile({ parallax }: Record<string, unknown>): boolean {
  return (parallax as { volatile?: unknown } | undefined)?.volatile === true;
}

function compareOutputs(before: Map<string, string>, after: Map<string, string>): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    if (old === undefined) return [`output ${name} is new`, ...quote("+", now ?? "", 0)];
    if (now === undefined) return [`output ${name} is gone`, ...quote("-", old, 0)];
    const [oldLines, nowLines] = [old.split("\n"), now.split("\n")];
    const line = oldLines.findIndex((text, index) => text !== nowLines[index]);
    const at = line === -1 ? oldLines.length : line;
    const [a, b] = [oldLines[at] ?? "", nowLines[at] ?? ""];
    const from = Math.max(0, firstDifference(a, b) - widest / 2);
    return [`output ${name} differs in line ${at + 1}`, ...quote("-", a, from), ...quote("+", b, from)];
  });
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

function quote(sign: string, text: string, from: number): string[] {
  const line = (text.split("\n")[0] ?? "").slice(from);
  return [`  ${sign} ${from > 0 ? "…" : ""}${line.slice(0, widest)}${line.length > widest ? "…" : ""}`];
}
