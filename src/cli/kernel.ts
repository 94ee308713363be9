import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Finding } from "../kernel/install/finding.ts";
import type { TypesMode } from "../kernel/session/types-mode.ts";
import { home } from "../lib/home.ts";

const usage = `usage: parallax kernel install [--user | --sys-prefix | --prefix DIR] [--name NAME]
       parallax kernel doctor
       parallax kernel start --connection-file FILE

  install  writes the kernelspec that JupyterLab, VS Code and nbconvert find, for this user unless told otherwise
  doctor   says whether Node, the kernelspec and the Python clients fit, and how to mend what does not
  start    what the kernelspec runs; without FILE there yet, writes it`;

/** `parallax kernel …`: installs the Jupyter kernel, examines the installation, or is the kernel. */
export async function main(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  const run = command === undefined ? undefined : { install, doctor, start }[command];
  if (run === undefined) {
    const asked = command === "--help" || command === "-h";
    console[asked ? "log" : "error"](usage);
    return asked ? 0 : 2;
  }
  try {
    return await run(rest);
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

async function install(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      user: { type: "boolean" },
      "sys-prefix": { type: "boolean" },
      prefix: { type: "string" },
      name: { type: "string", default: "parallax" },
      "display-name": { type: "string", default: "TypeScript (Parallax)" },
    },
  });
  const { prefixFolder, pythonPrefix, userFolder } = await import("../kernel/install/folders.ts");
  const { installKernelspec } = await import("../kernel/install/install.ts");
  const { kernelspec } = await import("../kernel/install/kernelspec.ts");
  const places = [values.user, values["sys-prefix"], values.prefix].filter(Boolean);
  if (places.length > 1) throw new Error("choose one of --user, --sys-prefix and --prefix DIR");
  const prefix = values["sys-prefix"] ? pythonPrefix() : values.prefix;
  const folder = prefix === undefined ? userFolder() : prefixFolder(resolve(prefix));
  const spec = kernelspec({
    node: process.execPath,
    entry: import.meta.filename.replace(/kernel(\.[jt]s)$/, "main$1"),
    cache: join(home(), "compile-cache"),
    displayName: values["display-name"],
  });
  console.log(`kernelspec written to ${installKernelspec(spec, values.name, folder)}`);
  const { tryStart } = await import("../kernel/install/try-start.ts");
  return report([await tryStart(spec)]);
}

async function doctor(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const { examine } = await import("../kernel/install/doctor.ts");
  return report(await examine(process.env, process.cwd()));
}

function report(findings: Finding[]): number {
  const marks = { well: "ok     ", warning: "warning", wrong: "wrong  " };
  for (const { state, what, mend } of findings) {
    console.log(`${marks[state]}  ${what}`);
    if (mend !== undefined) console.log(`         to mend: ${mend}`);
  }
  return findings.some(({ state }) => state === "wrong") ? 1 : 0;
}

async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { "connection-file": { type: "string", short: "f" } } });
  const file = values["connection-file"];
  if (file === undefined) throw new Error("parallax kernel start needs --connection-file FILE");
  const { runKernel } = await import("../kernel/wire/kernel.ts");
  const { description } = await import("../kernel/install/description.ts");
  const parentPid = Number(process.env["JPY_PARENT_PID"]) || null;
  return runKernel({
    connectionFile: file,
    description,
    historyFile: join(home(), "history.sqlite"),
    parentPid,
    open: async (ask) => {
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
      return createSession({ cwd, ...(file && { file }), ownsProcess: true, language, types, notice, ask });
    },
  });
}
