import { resolve } from "node:path";
import { compareNotebooks, type Difference } from "../kernel/notebook/compare.ts";
import { ensureTypeScript } from "../kernel/notebook/ensure-typescript.ts";
import { executeNotebook } from "../kernel/notebook/execute.ts";
import { readNotebook } from "../kernel/notebook/read-notebook.ts";
import type { verify } from "./commands/verify.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";

interface Verified {
  file: string;
  cells: number;
  differences: Difference[];
}

/** `parallax verify`: all done where nothing would change. */
export async function main({ options, named }: Given<typeof verify>, show: Show): Promise<number> {
  const notebooks = named.map((file) => [file, orMisuse(() => readTypeScript(file))] as const);
  const found: Verified[] = [];
  for (const [file, saved] of notebooks) found.push(await verified(file, saved, options.mode));
  show({ text: found.map(inWords).join("\n"), json: () => found });
  return found.every(({ differences }) => differences.length === 0) ? exitCode.done : exitCode.notAll;
}

function readTypeScript(file: string): ReturnType<typeof readNotebook> {
  const notebook = readNotebook(file);
  ensureTypeScript(notebook, file);
  return notebook;
}

async function verified(file: string, saved: ReturnType<typeof readNotebook>, mode: string): Promise<Verified> {
  const { notebook } = await executeNotebook(saved, {
    file: resolve(file),
    timeoutMs: null,
    allowErrors: true,
    env: { PARALLAX_MODE: mode },
    progress: () => {},
    signal: new AbortController().signal,
    kill: new AbortController().signal,
  });
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code" && cell.execution_count !== null).length;
  return { file, cells, differences: compareNotebooks(saved, notebook) };
}

function inWords({ file, cells, differences }: Verified): string {
  if (differences.length === 0) return `${file}: ${cells} ${cells === 1 ? "cell" : "cells"}, every output as saved`;
  const each = differences.map(({ cell, id, lines }) => [`Cell [${cell}] (${id}):`, ...lines].join("\n  "));
  return [`${file}: outputs of ${differences.length} of ${cells} cells would change`, ...each].join("\n");
}
