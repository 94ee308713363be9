import { SymbolFlags } from "typescript/unstable/sync";
import type { Completions } from "../session/completions.ts";
import type { Checker } from "./checker.ts";
import { detailOf, kindOf, meaning } from "./describe.ts";

const document = "exports";

/** More names than this are listed without their types and documentation. */
const detailed = 40;

/**
 * What one of these modules exports, by names that start with `prefix`. A document of its own
 * imports them all, so that asking again changes nothing of what the checker has read.
 */
export function exportsOf(
  checker: Checker,
  modules: readonly string[],
  module: string,
  prefix: string,
): Completions["matches"] {
  const text = modules.map((each, index) => `import * as module${index} from ${JSON.stringify(each)};\n`).join("");
  checker.write(document, text);
  const project = checker.project();
  const at = { document: checker.path(document), position: text.length };
  const alias = project.checker.resolveName(`module${modules.indexOf(module)}`, SymbolFlags.Alias, at);
  const found = alias && meaning(project, alias);
  if (found === undefined || !(found.flags & SymbolFlags.Module)) return [];
  const names = project.checker.getExportsOfModule(found).filter(({ name }) => name.startsWith(prefix));
  return names
    .filter(({ name }) => name !== "default")
    .map((symbol, index) => ({
      text: symbol.name,
      kind: kindOf(project, symbol),
      ...(index < detailed ? detailOf(project, symbol) : {}),
    }));
}
