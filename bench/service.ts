/**
 * Figures of one TypeScript service on a notebook's cells, `native` or `classic`, as a line of
 * JSON: ms, and MB it adds.
 */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { openLanguage } from "../src/kernel/language/open-language.ts";
import { globals } from "../src/kernel/language/globals.ts";
import { projectFile } from "../src/kernel/language/project.ts";
import { median, repeat } from "./row.ts";

/** What the kernel asks of a service. Positions are UTF-16 offsets into the cell. */
interface Service {
  remember(code: string): void;
  check(code: string): Promise<number>;
  complete(code: string): Promise<string[]>;
  hover(code: string, at: number): Promise<string>;
}

const [which, folder = "", place = ""] = process.argv.slice(2);
const imports = `import OpenAI from "openai"; import Anthropic from "@anthropic-ai/sdk"; import { gap } from "parallax-evals";
const client = new OpenAI({ apiKey: "none" }), other = new Anthropic({ apiKey: "none" });`;

function native(): Service {
  const language = openLanguage(folder);
  language.remember(imports);
  return {
    remember: (code) => language.remember(code),
    check: async (code) => (await language.check(code)).length,
    complete: async (code) => (await language.complete(code, code.length, [])).matches.map(({ text }) => text),
    hover: async (code, at) => (await language.hover(code, at))?.signature ?? "",
  };
}

/** The language service of TypeScript 5, with every cell in one file as tslab has them. */
function classic(): Service {
  // oxlint-disable-next-line typescript/no-explicit-any -- the types of TypeScript 5 are only where it is installed
  const ts: any = createRequire(join(place, "package.json"))("typescript");
  const [cell, ambient] = [join(folder, "cell.ts"), join(folder, "globals.d.ts")];
  const config = JSON.parse(projectFile(folder, [])) as { compilerOptions: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [cell] }, ts.sys, folder);
  let [before, text, version] = [imports, "", 0];
  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => true,
    fileExists: (path: string) => path === cell || path === ambient || ts.sys.fileExists(path),
    readFile: (path: string) => ts.sys.readFile(path),
    getCompilationSettings: () => options,
    getScriptFileNames: () => [cell, ambient],
    getScriptVersion: (path: string) => (path === cell ? String(version) : "0"),
    getScriptSnapshot: (path: string) => {
      const found = path === cell ? text : path === ambient ? globals : ts.sys.readFile(path);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (settings: unknown) => ts.getDefaultLibFilePath(settings),
  });
  const write = (code: string) => {
    [text, version] = [`${before}\n${code}`, version + 1];
    return before.length + 1;
  };
  return {
    remember: (code) => (before += `\n${code}`),
    check: async (code) => (write(code), service.getSemanticDiagnostics(cell).length),
    complete: async (code) => {
      const at = write(code) + code.length;
      return service.getCompletionsAtPosition(cell, at, {})?.entries.map(({ name }: { name: string }) => name) ?? [];
    },
    hover: async (code, at) =>
      ts.displayPartsToString(service.getQuickInfoAtPosition(cell, write(code) + at)?.displayParts),
  };
}

/** Resident MB of this process and its children. */
function memory(pid = process.pid): number {
  const ps = (...args: string[]) => execFileSync("ps", ["-o", ...args], { encoding: "utf8" });
  const table = ps("pid=,ppid=,rss=", "-A").trim().split("\n");
  const rows = table.map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const of = (id: number): number =>
    rows.reduce((sum, [child, parent, rss]) => sum + (child === id ? rss : 0) + (parent === id ? of(child) : 0), 0);
  return of(pid) / 1024;
}

const start = { memory: memory(), at: performance.now() };
const service = which === "native" ? native() : classic();
const faults = await service.check("client.nope");
const first = performance.now() - start.at;
if (faults !== 1) throw new Error(`${which} found ${faults} faults in a cell with one`);

const times = async (ask: (n: number) => Promise<unknown>) => {
  const taken = await repeat(25, async (n) => {
    const began = performance.now();
    await ask(n);
    return performance.now() - began;
  });
  return median(taken.slice(5));
};
const found = {
  first,
  check: await times((n) => service.check(`const kept${n} = await client.chat.completions.list(); kept${n}.nope`)),
  complete: await times(async (n) => {
    if (!(await service.complete(`const x${n} = 1; other.mess`)).includes("messages")) throw new Error("not completed");
  }),
  hover: await times(async (n) => {
    if (!(await service.hover(`client.chat; ${n}`, 8)).includes("Chat")) throw new Error("no hover");
  }),
  declared: await times(async (n) => {
    const code = `const declared${n} = { n: ${n} }`;
    service.remember(code);
    if ((await service.check(`declared${n}.n.toFixed()`)) !== 0) throw new Error(`${code} is not known`);
  }),
  memory: memory() - start.memory,
};
console.log(JSON.stringify(found));
process.exit();
