import type { Bundle, CellResult, Output } from "../session/output.ts";
import type { CellOutput } from "./notebook.ts";

type Shown = Extract<CellOutput, { output_type: "display_data" }>;

/**
 * Turns what cells show into saved outputs: streams merged, updates made in place in whatever cell the display is in,
 * clearing obeyed. `start` names the list that is filled from then on.
 */
export class Collector {
  #outputs: CellOutput[] = [];
  #clearNext = false;
  readonly #displays = new Map<string, Shown[]>();

  start(outputs: CellOutput[]): void {
    this.#outputs = outputs;
    this.#clearNext = false;
  }

  add(output: Output): void {
    if (output.type === "clear") {
      if (output.wait) this.#clearNext = true;
      else this.#clear();
    } else if (output.type === "update") {
      for (const shown of this.#displays.get(output.displayId) ?? []) Object.assign(shown, contents(output));
    } else if (output.type === "stream") this.#stream(output.name, output.text);
    else {
      const shown: Shown = { output_type: "display_data", ...contents(output) };
      this.#push(shown);
      if (output.displayId === null) return;
      this.#displays.set(output.displayId, [...(this.#displays.get(output.displayId) ?? []), shown]);
    }
  }

  end(result: CellResult, count: number): void {
    if (result.status === "error") {
      const { ename, evalue, traceback } = result;
      this.#push({ output_type: "error", ename, evalue, traceback });
    } else if (result.value !== null) {
      this.#push({ output_type: "execute_result", execution_count: count, ...contents(result.value) });
    }
  }

  #stream(name: "stdout" | "stderr", text: string): void {
    const last = this.#clearNext ? undefined : this.#outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else this.#push({ output_type: "stream", name, text });
  }

  #push(output: CellOutput): void {
    if (this.#clearNext) this.#clear();
    this.#outputs.push(output);
  }

  #clear(): void {
    this.#outputs.length = 0;
    this.#clearNext = false;
  }
}

function contents({ data, metadata }: Bundle): Bundle {
  return { data, metadata };
}
