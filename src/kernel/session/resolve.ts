import { existsSync, readFileSync } from "node:fs";
import { isBuiltin, type ResolveFnOutput, type ResolveHookContext } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { noteMissing } from "./module-graph.ts";

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/** Stands for the package of that name, whose display works in its own kernel only. */
const tslab = new URL(`./tslab${extname(import.meta.url)}`, import.meta.url).href;

const tslabFormat = tslab.endsWith(".ts") ? "module-typescript" : "module";

/** Endings tried, in order, where a relative import names no file: TypeScript's own habits. */
const endings = [".ts", ".tsx", ".mts", ".js", ".jsx", "/index.ts", "/index.js"];

/**
 * Node's resolution, more forgiving where people are: relative imports may leave out `.ts` or write
 * `.js` for it, and packages missing beside the notebook are looked for beside this program. Never
 * asks Node for a package that is not there, because Node remembers the absence for good.
 */
export function resolve(specifier: string, context: ResolveHookContext, next: NextResolve): ResolveFnOutput {
  if (/^\.{0,2}\//.test(specifier)) return resolvePath(specifier, context, next);
  if (specifier === "tslab") return { url: tslab, format: tslabFormat, shortCircuit: true };
  const name = packageName(specifier);
  if (name === null || context.parentURL === undefined || !context.parentURL.startsWith("file:")) {
    return next(specifier, context);
  }
  for (const parentURL of [context.parentURL, import.meta.url]) {
    if (isInstalled(name, dirname(fileURLToPath(parentURL)))) return next(specifier, { ...context, parentURL });
  }
  throw missing(`Cannot find package "${name}" from ${dirname(fileURLToPath(context.parentURL))}`, name);
}

function resolvePath(specifier: string, context: ResolveHookContext, next: NextResolve): ResolveFnOutput {
  try {
    return next(specifier, context);
  } catch (error) {
    if (
      !/^(ERR_MODULE_NOT_FOUND|ERR_UNSUPPORTED_DIR_IMPORT|MODULE_NOT_FOUND)$/.test(
        (error as { code?: string }).code ?? "",
      )
    )
      throw error;
    const bare = specifier.replace(/\.(m|c)?js$/, "");
    const written = /\.(m|c)?js$/.exec(specifier);
    const others = (written === null ? endings : [`.${written[1] ?? ""}ts`]).map((ending) => bare + ending);
    for (const other of others) {
      try {
        return next(other, context);
      } catch {
        continue;
      }
    }
    for (const path of [specifier, ...others]) noteMissing(new URL(path, context.parentURL).href);
    const from = context.parentURL === undefined ? "" : ` from ${fileURLToPath(new URL(".", context.parentURL))}`;
    throw missing(`Cannot find "${specifier}"${from}`, null);
  }
}

/** `@scope/name` or `name`; null for what is no package: URLs, built-ins, `#imports`. */
function packageName(specifier: string): string | null {
  if (isBuiltin(specifier) || /^(#|[a-z][a-z+.-]*:)/i.test(specifier)) return null;
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0] ?? null;
}

function isInstalled(name: string, from: string): boolean {
  let nearest = true;
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", name))) return true;
    const manifest = join(folder, "package.json");
    if (nearest && existsSync(manifest)) {
      nearest = false;
      if (JSON.parse(readFileSync(manifest, "utf8")).name === name) return true;
    }
    if (folder === dirname(folder)) return false;
  }
}

function missing(message: string, name: string | null): Error {
  const remedy = name === null ? "" : `: run "npm install ${name}" there, then this cell again`;
  return Object.assign(new Error(message + remedy), { code: "ERR_MODULE_NOT_FOUND" });
}
