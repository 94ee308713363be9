import { resolve } from "node:path";
import { declare } from "../frame/command.ts";
import { isNotebook } from "./checks.ts";
import { mode, redact } from "./shared-options.ts";

export const exec = declare({
  name: "exec",
  purpose: "execute a notebook without Jupyter",
  positionals: { as: "NB.ipynb", what: "notebook", meaning: "the notebook", least: 1, most: 1, check: isNotebook },
  options: {
    output: { type: "text", as: "OUT.ipynb", short: "o", meaning: "where to save it", otherwise: "in place" },
    param: {
      type: "text",
      as: "name=value",
      short: "p",
      many: "repeated",
      meaning: 'a value for a name declared in the cell tagged "parameters": JSON, or else text',
    },
    mode: { ...mode, meaning: "for every run() in the notebook; replay never opens a socket" },
    timeout: {
      type: "number",
      as: "S",
      unit: "seconds",
      above: 0,
      meaning: "interrupt a cell that runs longer than S seconds",
    },
    "allow-errors": { type: "flag", meaning: "go on after a cell that throws" },
    redact: { ...redact, meaning: `${redact.meaning}; needs -o` },
    watch: { type: "flag", meaning: "run again when the notebook or a local file it imports is saved; needs -o" },
  },
  about: [
    "Runs the cells in order in a process of their own, in the notebook's folder, and saves the notebook with its outputs, also when a cell throws (exit code 1, the cell and its traceback on stderr).",
  ],
  examples: [
    "exec notebooks/02-prompt-variations-2024.ipynb -o out/02.ipynb",
    `exec notebooks/01-published-vs-paraphrased.ipynb -o out/01.ipynb -p 'models=["openai/gpt-5.5"]'`,
  ],
});

/** Throws where options need a notebook of their own to write. */
export function checkOutput(
  file: string,
  output: string,
  { redact, watch }: { redact: boolean; watch: boolean },
): void {
  if (resolve(file) !== resolve(output)) return;
  if (redact) throw new Error("--redact needs -o OUT.ipynb: it would replace what your own cells quote");
  if (watch) throw new Error("--watch needs -o OUT.ipynb, or saving would start it again");
}
