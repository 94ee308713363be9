import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, walk } from "../session/syntax.ts";

/** This program's own files are not people's to mend. */
const program = fileURLToPath(new URL("../../", import.meta.url));
const endings = ["", ".ts", ".mts", ".tsx", "/index.ts"];
const most = 100;

/**
 * The TypeScript files that a cell imports by relative paths, and that those import, as absolute
 * paths. `folder` is the notebook's.
 */
export function localImports(code: string, folder: string): string[] {
  const found = new Set<string>();
  const follow = (text: string, from: string) => {
    for (const specifier of relativeImports(text)) {
      const file = fileOf(join(from, specifier));
      if (file === null || found.has(file) || found.size >= most || file.startsWith(program)) continue;
      found.add(file);
      follow(readFileSync(file, "utf8"), dirname(file));
    }
  };
  follow(code, folder);
  return [...found];
}

function relativeImports(text: string): string[] {
  if (!/["']\.{1,2}\//.test(text)) return [];
  const found: string[] = [];
  walk(parse(text, "ts").program, ({ type, source }) => {
    const imports = /^(Import|ImportDeclaration|ImportExpression|ExportNamedDeclaration|ExportAllDeclaration)$/.test(
      type,
    );
    const specifier: unknown = imports ? source?.value : undefined;
    if (typeof specifier === "string" && /^\.{1,2}\//.test(specifier)) found.push(specifier);
  });
  return found;
}

function fileOf(path: string): string | null {
  const tried = [...endings.map((ending) => path + ending), path.replace(/\.([mc]?)js$/, ".$1ts")];
  return tried.find((file) => /\.[mc]?tsx?$/.test(file) && existsSync(file) && statSync(file).isFile()) ?? null;
}
