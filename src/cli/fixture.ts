import type { TestContext } from "node:test";
import { commands } from "./commands.ts";
import { commandLine } from "./frame/command-line.ts";

/** Test support: does a command line in this process. What it printed, and its exit code. */
export function here(t: TestContext, ...args: string[]): Promise<Done> {
  return hereAt(t, undefined, ...args);
}

export interface Done {
  code: number;
  out: string;
  errors: string;
}

/** As {@link here}, before a person's eyes, in a terminal of so many columns. */
export async function hereAt(t: TestContext, columns: number | undefined, ...args: string[]): Promise<Done> {
  const [out, errors]: [string[], string[]] = [[], []];
  const mocked = t.mock.method(console, "error", (...parts: unknown[]) => void errors.push(`${parts.join(" ")}\n`));
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void errors.push(text),
    width: Math.min(columns ?? 80, 80),
    ...(columns !== undefined && { fit: { out: columns, err: columns } }),
    filter: (text: string) => text,
  };
  const code = await commandLine(commands, args, terminal, () => "0");
  mocked.mock.restore();
  return { code, out: out.join("").trimEnd(), errors: errors.join("").trimEnd() };
}
