import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { closest, didYouMean } from "../../lib/closest.ts";
import type { ImportUse } from "./module-syntax.ts";
import { importFrom, installHooks } from "./module-hooks.ts";
import { loadedUrls, plainUrl, refresh, renew } from "./module-graph.ts";
import { whenCalled } from "./realm.ts";
import type { Scope } from "./scope.ts";

/** Packages missing beside a notebook are looked for beside this program. */
const beside = createRequire(import.meta.url);

type Binding = [imported: string, local: string, use: ImportUse];

/** What a cell's module syntax became; see {@link parameters}. */
export interface CellModules {
  /**
   * A static import: binds names in the scope. Throws where the module lacks a name that the cell
   * uses.
   */
  import(specifier: string, bindings: Binding[], attributes?: Record<string, string>): Promise<void>;
  dynamic(specifier: unknown, options?: ImportCallOptions): Promise<unknown>;
  require: NodeJS.Require;
  /** What cells have imported from, by how they named it. */
  imported: ReadonlyMap<string, object>;
}

/**
 * Imports as seen from a notebook: resolved from its folder, edited local files loaded afresh,
 * failures retried.
 */
export function modulesOf(file: string, scope: Scope): CellModules {
  const parentURL = pathToFileURL(file).href;
  const load = async (specifier: string, options?: ImportCallOptions): Promise<Record<string, unknown>> => {
    const { before, asked } = whenCalled(() => {
      installHooks();
      refresh();
      return { before: loadedUrls(), asked: importFrom(specifier, parentURL) };
    });
    try {
      return (await import(asked, options)) as Record<string, unknown>;
    } catch (error) {
      whenCalled(() => renew([...loadedUrls()].filter((url) => !before.has(url))));
      throw error;
    }
  };
  const plain = createRequire(file);
  const imported = new Map<string, object>();
  const require = Object.assign((id: string) => {
    whenCalled(() => {
      installHooks();
      refresh();
    });
    return plain(id) as unknown;
  }, plain) as NodeJS.Require;
  require.resolve = Object.assign((id: string, options?: NodeJS.RequireResolveOptions) => {
    try {
      return plain.resolve(id, options);
    } catch (error) {
      if (options !== undefined || /^\.{0,2}\//.test(id)) throw error;
      return beside.resolve(id);
    }
  }, plain.resolve);
  return {
    imported,
    require,
    dynamic: (specifier, options) => load(String(specifier), options),
    async import(specifier, bindings, attributes) {
      let module: Record<string, unknown> = {};
      try {
        module = await load(specifier, attributes && { with: attributes });
      } catch (error) {
        if ((error as NodeJS.ErrnoException | null)?.code !== "ERR_MODULE_NOT_FOUND" || !areTypes(bindings))
          throw error;
      }
      whenCalled(() => {
        imported.set(specifier, module);
        link(scope, module, specifier, bindings);
      });
    },
  };
}

function areTypes(bindings: Binding[]): boolean {
  return whenCalled(() => bindings.length > 0 && bindings.every(([, , use]) => use === "type"));
}

function link(scope: Scope, module: Record<string, unknown>, specifier: string, bindings: Binding[]): void {
  for (const [imported, local, use] of bindings) {
    if (imported === "*") scope.link(local, () => module);
    else if (imported in module) scope.link(local, () => module[imported]);
    else scope.link(local, absent(module, [imported, local, use], specifier));
  }
}

/**
 * A name that the module does not export: a property of a CommonJS module's exports, or a type,
 * which only matters once the name is used as a value.
 */
function absent(module: Record<string, unknown>, [imported, local, use]: Binding, specifier: string): () => unknown {
  const exports = module["default"] as Record<string, unknown> | null | undefined;
  if (exports !== null && exports !== undefined && imported !== "default" && imported in Object(exports)) {
    return () => exports[imported];
  }
  const complain = () => {
    throw new SyntaxError(`"${specifier}" has no export "${imported}"${exportsOf(module, imported, local)}`);
  };
  if (use === "value") complain();
  return complain;
}

const few = 12;

/**
 * The export that was meant, where one is near; else what there is, where that is not too much to
 * read.
 */
function exportsOf(module: Record<string, unknown>, imported: string, local: string): string {
  const names = Object.keys(module);
  const meant = imported === "default" && local.length > 2 ? closest(local, names) : null;
  if (meant !== null) return `; did you mean { ${meant === local ? local : `${meant} as ${local}`} }?`;
  if (names.length === 1 && names[0] === "default") return `: it exports default alone, so import it without braces`;
  const near = didYouMean(imported, names);
  if (near !== "") return near;
  if (names.length === 0) return ": it exports nothing";
  const more = names.length > few ? `, … (${names.length} in all)` : "";
  return `: it exports ${names.slice(0, few).join(", ")}${more}`;
}

/** `import.meta` in a cell. */
export function metaOf(file: string, signal: () => AbortSignal) {
  const parentURL = pathToFileURL(file).href;
  return {
    url: parentURL,
    filename: file,
    dirname: dirname(file),
    main: true,
    /** Aborts when the running cell is interrupted. */
    get signal() {
      return signal();
    },
    resolve: (specifier: string) =>
      /^\.{0,2}\//.test(specifier)
        ? new URL(specifier, parentURL).href
        : plainUrl(import.meta.resolve(importFrom(specifier, parentURL))),
  };
}
