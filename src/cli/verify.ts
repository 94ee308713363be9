import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { compareNotebooks } from "../kernel/notebook/compare.ts";
import { executeNotebook } from "../kernel/notebook/execute.ts";
import { readNotebook } from "../kernel/notebook/read-notebook.ts";

const usage = `usage: parallax verify NB.ipynb … [--mode MODE]

Executes each notebook in replay mode, changes no file, and fails (exit code 1) where an output would not be what was
saved, saying which and how. What may change has to be declared: a cell by the tag "volatile", a part of any output by
a regular expression in the notebook's metadata, {"parallax": {"volatile": ["[0-9.]+ ms"]}}.`;

/** `parallax verify`: exit code 0 where nothing would change, 1 where something would, 2 where a file is no notebook. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { mode: { type: "string", default: "replay" }, help: { type: "boolean", short: "h", default: false } },
    });
    if (values.help || positionals.length === 0) {
      (values.help ? console.log : console.error)(usage);
      return values.help ? 0 : 2;
    }
    let same = true;
    for (const file of positionals) same = (await verify(file, values.mode)) && same;
    return same ? 0 : 1;
  } catch (error) {
    console.error(`parallax verify: ${(error as Error).message}`);
    return 2;
  }
}

async function verify(file: string, mode: string): Promise<boolean> {
  const saved = readNotebook(file);
  const { notebook } = await executeNotebook(saved, {
    file: resolve(file),
    timeoutMs: null,
    allowErrors: true,
    env: { PARALLAX_MODE: mode },
    progress: () => {},
    signal: new AbortController().signal,
    kill: new AbortController().signal,
  });
  const differences = compareNotebooks(saved, notebook);
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code" && cell.execution_count !== null).length;
  if (differences.length === 0) {
    console.log(`${file}: ${cells} ${cells === 1 ? "cell" : "cells"}, every output as saved`);
    return true;
  }
  console.log(`${file}: outputs of ${differences.length} of ${cells} cells would change`);
  for (const { cell, id, lines } of differences) console.log([`Cell [${cell}] (${id}):`, ...lines].join("\n  "));
  return false;
}
