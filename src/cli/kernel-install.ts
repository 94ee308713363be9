import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../kernel/install/finding.ts";
import { prefixFolder, pythonPrefix, userFolder } from "../kernel/install/folders.ts";
import { description } from "../kernel/install/description.ts";
import { installKernelspec } from "../kernel/install/install.ts";
import { installTranslator } from "../kernel/install/install-translator.ts";
import { kernelspec } from "../kernel/install/kernelspec.ts";
import { tryStart } from "../kernel/install/try-start.ts";
import { compileCacheFolder } from "../lib/compile-cache.ts";
import { ending, sources } from "../lib/here.ts";
import { privateFolder } from "../lib/private.ts";
import type { kernelInstall } from "./commands/kernel.ts";
import { anyWrong, findingLines } from "./findings.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";

interface Place {
  name: string;
  displayName: string;
  /** A Python environment; else it is for this user. */
  prefix: string | undefined;
}

/** `parallax kernel install`: all done when the kernel starts and answers. */
export async function main({ options }: Given<typeof kernelInstall>, show: Show): Promise<number> {
  const { name, displayName } = options;
  const prefix = options.sysPrefix ? pythonPrefix() : options.prefix;
  const { at, findings } = await install({ name, displayName, prefix });
  show({
    text: [`kernelspec written to ${at}`, ...findingLines(findings)].join("\n"),
    json: () => ({ at, findings }),
  });
  return anyWrong(findings) ? exitCode.notAll : exitCode.done;
}

/**
 * Writes the kernelspec, and into a Python environment what papermill needs to know, and tries the
 * kernel. Gives its folder and what was found.
 */
export async function install({ name, displayName, prefix }: Place): Promise<{ at: string; findings: Finding[] }> {
  const folder = prefix === undefined ? userFolder() : prefixFolder(resolve(prefix));
  const spec = kernelspec({
    node: process.execPath,
    entry: fileURLToPath(new URL(`cli/main${ending}`, sources)),
    cache: compileCacheFolder(),
    displayName,
  });
  privateFolder(compileCacheFolder());
  const at = installKernelspec(spec, name, folder);
  if (prefix !== undefined) installTranslator(resolve(prefix), description.implementation_version);
  return { at, findings: [await tryStart(spec)] };
}
