import { readFileSync } from "node:fs";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { commands } from "./commands.ts";
import { commandLine } from "./frame/command-line.ts";
import type { Terminal } from "./frame/output.ts";

/** Does what a command line says, on this process's streams. Gives the exit code. */
export function start(args: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", outliveReader);
  return commandLine(commands, args, terminal(), version);
}

/** A reader that has gone (`| head`) takes no more, which is no fault. */
function outliveReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function terminal(): Terminal {
  const columns = process.stdout.columns ?? Number(process.env["COLUMNS"]);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    width: Math.min(Math.max(columns || 80, 40), 80),
    filter: unspoiled,
  };
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
