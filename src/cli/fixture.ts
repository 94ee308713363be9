import type { TestContext } from "node:test";
import { commands } from "./commands.ts";
import { commandLine } from "./frame/command-line.ts";

/** Test support: does a command line in this process. What it printed, and its exit code. */
export async function here(t: TestContext, ...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const [out, errors]: [string[], string[]] = [[], []];
  const mocked = t.mock.method(console, "error", (...parts: unknown[]) => void errors.push(`${parts.join(" ")}\n`));
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void errors.push(text),
    width: 80,
    filter: (text: string) => text,
  };
  const code = await commandLine(commands, args, terminal, () => "0");
  mocked.mock.restore();
  return { code, out: out.join("").trimEnd(), errors: errors.join("").trimEnd() };
}
