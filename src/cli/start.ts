import { readFileSync } from "node:fs";
import { commands } from "./commands.ts";
import { commandLine } from "./frame/command-line.ts";
import { exitCode } from "./frame/exit-code.ts";
import { explain } from "./frame/explain.ts";
import type { Terminal } from "./frame/output.ts";
import { sources } from "../lib/here.ts";

/**
 * Does what a command line says, on this process's streams; all that is shown goes through
 * `filter`. Gives the exit code.
 */
export function start(args: readonly string[], filter: Terminal["filter"]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", outliveReader);
  // A kernel's process runs people's cells, and answers for what they throw itself.
  if (args.slice(0, 2).join(" ") !== "kernel start") process.on("uncaughtException", end);
  return commandLine(commands, args, terminal(filter), version);
}

/** A reader that has gone (`| head`), or a terminal, takes no more, which is no fault. */
function outliveReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
}

function end(error: unknown): never {
  process.stderr.write(`parallax: ${explain(error)}\n`);
  process.exit(exitCode.notAll);
}

function terminal(filter: Terminal["filter"]): Terminal {
  const columns = process.stdout.columns ?? Number(process.env["COLUMNS"]);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    width: Math.min(Math.max(columns || 80, 40), 80),
    filter,
    fit: { out: process.stdout.columns, err: process.stderr.columns },
  };
}

function version(): string {
  const file = new URL("../package.json", sources);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
