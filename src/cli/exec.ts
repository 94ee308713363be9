import { resolve } from "node:path";
import { executeOnce } from "../kernel/notebook/execute-once.ts";
import { watch } from "../kernel/notebook/watch.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { checkOutput, type exec } from "./commands/exec.ts";
import type { Given } from "./frame/command.ts";
import { orMisuse, orMisused } from "./frame/misuse.ts";
import { redactFrom } from "./redact.ts";

/** `parallax exec`: 1 where a cell threw. */
export async function main({ options, named: [input] }: Given<typeof exec>): Promise<number> {
  const { output = input, mode, timeout } = options;
  orMisuse(() => checkOutput(input, output, options));
  redactFrom(options.redact);
  const settings = {
    file: resolve(input),
    output: resolve(output),
    params: options.param ?? [],
    env: mode === undefined ? {} : { PARALLAX_MODE: mode },
    timeoutMs: timeout === undefined ? null : timeout * 1000,
    allowErrors: options.allowErrors,
    filter: unspoiled,
  };
  if (options.watch) return await orMisused(() => watch(settings));
  return (await orMisused(() => executeOnce(settings))).code;
}
