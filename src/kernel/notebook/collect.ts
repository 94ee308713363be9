import type { Bundle, CellResult, Output } from "../session/output.ts";
import type { CellOutput } from "./notebook.ts";

type Shown = Extract<CellOutput, { output_type: "display_data" }>;

/** Where one cell's outputs are collected. */
interface Place {
  outputs: CellOutput[];
  clearNext: boolean;
}

/**
 * Turns what cells show into saved outputs: streams merged, updates made in place in whatever cell
 * the display is in, clearing obeyed. What a cell has left running goes on filling its own list.
 */
export class Collector {
  readonly #places = new Map<number, Place>();
  readonly #displays = new Map<string, Shown[]>();

  /** Cell `count` starts, and fills `outputs`. */
  start(count: number, outputs: CellOutput[]): void {
    this.#places.set(count, { outputs, clearNext: false });
  }

  add(count: number, output: Output): void {
    const place = this.#places.get(count);
    if (place === undefined) return;
    if (output.type === "clear") {
      if (output.wait) place.clearNext = true;
      else clear(place);
    } else if (output.type === "update") {
      for (const shown of this.#displays.get(output.displayId) ?? []) Object.assign(shown, contents(output));
    } else if (output.type === "stream") addText(place, output.name, output.text);
    else {
      const shown: Shown = { output_type: "display_data", ...contents(output) };
      push(place, shown);
      if (output.displayId === null) return;
      this.#displays.set(output.displayId, [...(this.#displays.get(output.displayId) ?? []), shown]);
    }
  }

  end(count: number, result: CellResult): void {
    const place = this.#places.get(count);
    if (place === undefined) return;
    if (result.status === "error") {
      const { ename, evalue, traceback } = result;
      push(place, { output_type: "error", ename, evalue, traceback });
    } else if (result.value !== null) {
      push(place, { output_type: "execute_result", execution_count: count, ...contents(result.value) });
    }
  }
}

function addText(place: Place, name: "stdout" | "stderr", text: string): void {
  const last = place.clearNext ? undefined : place.outputs.at(-1);
  if (last?.output_type === "stream" && last.name === name) last.text += text;
  else push(place, { output_type: "stream", name, text });
}

function push(place: Place, output: CellOutput): void {
  if (place.clearNext) clear(place);
  place.outputs.push(output);
}

function clear(place: Place): void {
  place.outputs.length = 0;
  place.clearNext = false;
}

function contents({ data, metadata }: Bundle): Bundle {
  return { data, metadata };
}
