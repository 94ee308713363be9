import type { Command, Option } from "./command.ts";
import { fileToWrite } from "./file-to-write.ts";

const result: Record<"json" | "out", Option> = {
  json: { type: "flag", meaning: "the result as JSON" },
  out: { type: "text", as: "FILE", meaning: "write the result to a file", otherwise: "stdout", check: fileToWrite },
};

/**
 * A command with the options that all have: --help, and where it has results --json, and --out FILE
 * unless it has its own.
 */
export function withCommon(command: Command): Command {
  const { json, out } = result;
  return {
    ...command,
    options: {
      ...command.options,
      ...(command.results && { json, ...(Object.hasOwn(command.options, "out") ? {} : { out }) }),
      help: { type: "flag", short: "h", meaning: "print this" },
    },
  };
}

/** Whether --out of a command names the file of its result. */
export const ownsOut = (command: Command): boolean => command.options["out"] === result.out;
