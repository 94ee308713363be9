import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { lower } from "./lower.ts";
import { isLocal, noteImport, noteLoad, plainUrl, versioned } from "./module-graph.ts";
import { linesOf, rememberSource } from "./positions.ts";
import { asBefore } from "./realm.ts";
import { resolve } from "./resolve.ts";
import { placed } from "./stack.ts";
import { parse, type Problem } from "./syntax.ts";

/**
 * Imports that cells have asked for and the engine has not yet resolved, by the specifier it was
 * handed.
 */
const requests = new Map<string, { specifier: string; parentURL: string }>();
/** Where this program's own files are, which Node strips of their types, and keeps compiled. */
const program = new URL("../../", import.meta.url).href;
let installed = false;
let count = 0;

/**
 * A specifier that, imported from here, means `specifier` imported from `parentURL`, resolved anew
 * each time.
 */
export function importFrom(specifier: string, parentURL: string): string {
  installHooks();
  const id = `cell:${(count += 1)}`;
  requests.set(id, { specifier, parentURL });
  return id;
}

let prepareReadline: (() => void) | null = null;

/** Called once, before `readline` is first imported, which a kernel without it need not load. */
export function beforeReadline(prepare: () => void): void {
  prepareReadline = prepare;
}

/**
 * From now on modules resolve as {@link resolve} does, people's TypeScript is lowered, and edited
 * files load afresh.
 */
export function installHooks(): void {
  if (installed) return;
  installed = true;
  registerHooks({
    resolve: (asked, hookContext, next) => asBefore(() => resolveModule(asked, hookContext, next)),
    load: (asked, context, next) => asBefore(() => loadModule(asked, context, next)),
  });
}

type Hooks = Parameters<typeof registerHooks>[0];

const resolveModule: NonNullable<Hooks["resolve"]> = (asked, hookContext, next) => {
  const request = requests.get(asked);
  requests.delete(asked);
  const context = { ...hookContext, ...(request && { parentURL: request.parentURL }) };
  if (context.parentURL !== undefined) context.parentURL = plainUrl(context.parentURL);
  if (prepareReadline !== null && /^(node:)?readline\b/.test(request?.specifier ?? asked)) {
    const prepare = prepareReadline;
    prepareReadline = null;
    prepare();
  }
  const found = resolve(request?.specifier ?? asked, context, next);
  if (!found.url.startsWith("file:")) return found;
  const url = plainUrl(found.url);
  noteImport(url, context.parentURL);
  const json = url.endsWith(".json") && { importAttributes: { type: "json" } };
  return { ...found, ...json, url: versioned(url) };
};

const loadModule: NonNullable<Hooks["load"]> = (asked, context, next) => {
  const url = plainUrl(asked);
  if (!url.startsWith("file:")) return next(asked, context);
  noteLoad(url);
  if (!isLocal(url) || url.startsWith(program) || !/\.([mc]?ts|[jt]sx)$/.test(url)) return next(asked, context);
  return { ...loadTypeScript(url, context.format), shortCircuit: true };
};

function loadTypeScript(url: string, format: string | null | undefined) {
  const file = fileURLToPath(url);
  const source = readFileSync(file, "utf8");
  const isJsx = /\.[jt]sx$/.test(file);
  const { code, problems, maps } = lower(source, "file", isJsx ? "tsx" : "ts");
  if (problems[0] !== undefined) throw syntaxError(problems[0], file, source);
  // A module's frames name its URL, those of CommonJS the file.
  const remembered = { name: file, source, maps };
  for (const script of [url, file]) rememberSource(script, remembered);
  const commonjs = !isJsx && (url.endsWith(".cts") || format?.startsWith("commonjs")) && !hasModuleSyntax(source);
  if (commonjs) return { format: "commonjs" as const, source: code };
  return { format: "module" as const, source: requires(source) ? code + definingRequire : code };
}

function syntaxError({ message, start }: Problem, file: string, source: string): SyntaxError {
  const lines = linesOf(source.slice(0, start));
  const at = { name: file, source, line: lines.length, column: lines.at(-1)!.length + 1, cell: false };
  return placed(new SyntaxError(`${message} (${file}, line ${at.line}, column ${at.column})`), at);
}

/** `import name = require("…")`, which a module may have, too. */
function requires(source: string): boolean {
  return /\bimport\b[^;]*=\s*require\b/.test(source);
}

const definingRequire =
  '\nimport { createRequire as kernel$createRequire } from "node:module"; function require(id) { return kernel$createRequire(import.meta.url)(id); }\n';

function hasModuleSyntax(source: string): boolean {
  return parse(source, "ts").program.body.some(({ type }: { type: string }) => /^(Import|Export)/.test(type));
}
