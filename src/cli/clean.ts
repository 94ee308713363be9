import { readFileSync } from "node:fs";
import { cleanNotebook } from "../kernel/notebook/clean.ts";
import { readNotebook } from "../kernel/notebook/read-notebook.ts";
import { formatNotebook, writeNotebook } from "../kernel/notebook/write-notebook.ts";
import type { clean } from "./commands/clean.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";

/** `parallax clean`: 1 where `--check` finds something to do. */
export async function main({ options, named }: Given<typeof clean>, show: Show): Promise<number> {
  const { check, outputs } = options;
  const cleaned = named.map((file) => ({
    file,
    to: cleanNotebook(
      orMisuse(() => readNotebook(file)),
      { outputs },
    ),
  }));
  const unclean = cleaned.filter(({ file, to }) => formatNotebook(to) !== readFileSync(file, "utf8"));
  if (!check) for (const { file, to } of unclean) writeNotebook(file, to);
  show({
    text: unclean.map(({ file }) => `${file}: ${check ? "is not clean" : "cleaned"}`).join("\n"),
    json: () => unclean.map(({ file }) => file),
  });
  return check && unclean.length > 0 ? exitCode.notAll : exitCode.done;
}
