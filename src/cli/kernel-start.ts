import { join } from "node:path";
import { description } from "../kernel/install/description.ts";
import type { TypesMode } from "../kernel/session/types-mode.ts";
import { runKernel } from "../kernel/wire/kernel.ts";
import { home } from "../lib/home.ts";
import type { kernelStart } from "./commands/kernel.ts";
import type { Given } from "./frame/command.ts";

type Open = Parameters<typeof runKernel>[0]["open"];

/** `parallax kernel start`: is the kernel, until it is shut down. */
export async function main({ options }: Given<typeof kernelStart>): Promise<number> {
  const parentPid = Number(process.env["JPY_PARENT_PID"]) || null;
  return runKernel({
    connectionFile: options.connectionFile,
    description,
    historyFile: join(home(), "history.sqlite"),
    parentPid,
    open,
  });
}

const open: Open = async (asker) => {
  delete process.env["NODE_COMPILE_CACHE"];
  const { createSession } = await import("../kernel/session/create-session.ts");
  const { openLanguage } = await import("../kernel/language/open-language.ts");
  const { typesMode } = await import("../kernel/session/types-mode.ts");
  const [cwd, file] = [process.cwd(), process.env["JPY_SESSION_NAME"]];
  let types: TypesMode = "warn";
  let notice: string | undefined;
  try {
    types = typesMode(file, types);
  } catch (error) {
    notice = `${(error as Error).message}; until the kernel is started again it is ${types}`;
  }
  const language = openLanguage(cwd);
  return createSession({ cwd, ...(file && { file }), ownsProcess: true, language, types, notice, asker });
};
