import { existsSync, readFileSync } from "node:fs";
import { isBuiltin, type ResolveFnOutput, type ResolveHookContext } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { noteMissing } from "./module-graph.ts";

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/** Stands for the package of that name, whose display works in its own kernel only. */
const tslab = new URL(`./tslab${extname(import.meta.url)}`, import.meta.url).href;

const here = dirname(fileURLToPath(import.meta.url));

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
  refuseElsewhere(specifier);
  const name = packageName(specifier);
  if (name === null || context.parentURL === undefined || !context.parentURL.startsWith("file:")) {
    return next(specifier, context);
  }
  const folder = dirname(fileURLToPath(context.parentURL));
  if (isInstalled(name, folder)) return next(specifier, context);
  if (!isInstalled(name, here)) throw missing(`Cannot find package "${name}" from ${folder}`, name);
  try {
    return next(specifier, { ...context, parentURL: import.meta.url });
  } catch (error) {
    const { message } = error as Error;
    throw Object.assign(error as Error, { message: message.replace(fileURLToPath(import.meta.url), folder) });
  }
}

/** Throws what to do instead for specifiers of Deno's and for addresses on the network. */
function refuseElsewhere(specifier: string): void {
  const [, scheme, rest = ""] = /^(npm|jsr|https?):(.*)$/.exec(specifier) ?? [];
  if (scheme === undefined) return;
  const remote = `modules are not loaded from the network here: save "${specifier}" as a file and import that`;
  if (scheme.startsWith("http")) throw new Error(remote);
  const path = rest.replace(/^\//, "").replace(/(?<=[^/])@[^/]*/, "");
  const name = packageName(path) ?? path;
  const command = scheme === "jsr" ? `npx jsr add ${name}` : `npm install ${name}`;
  throw new Error(`"${specifier}" is written as Deno takes it: run "${command}" here, then import "${path}"`);
}

function resolvePath(specifier: string, context: ResolveHookContext, next: NextResolve): ResolveFnOutput {
  try {
    const found = next(specifier, context);
    // Node may remember a file that has gone since.
    if (!found.url.startsWith("file:") || existsSync(new URL(found.url))) return found;
    throw Object.assign(new Error(), { code: "ERR_MODULE_NOT_FOUND" });
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
