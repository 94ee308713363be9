import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * The compiler's settings for a notebook in `folder`, as the text of a tsconfig. Node's types are
 * this program's own, a browser's are none of a cell's; packages that are not installed beside the
 * notebook are looked for beside this program, as they are when it runs.
 */
export function projectFile(folder: string, files: string[]): string {
  const compilerOptions = {
    target: "esnext",
    lib: ["esnext"],
    module: "esnext",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    jsx: "preserve",
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    noImplicitAny: false,
    useUnknownInCatchVariables: false,
    types: ["node"],
    typeRoots: [dirname(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")))],
    paths: borrowed(folder),
  };
  return JSON.stringify({ compilerOptions, files });
}

interface Manifest {
  name: string;
  exports: { ".": string | { types?: string; default: string } };
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;

/** What notebooks import this program's own modules by. */
export const ownName = manifest.name;

function borrowed(folder: string): Record<string, string[]> {
  const vendored = join(import.meta.dirname, "../../node_modules");
  const parallax = manifest;
  const main = parallax.exports["."];
  const entry = typeof main === "string" ? main : (main.types ?? main.default);
  const places = [
    [parallax.name, join(root, entry)],
    ...Object.keys({ ...parallax.dependencies, ...parallax.peerDependencies }).map((name) => [name, dirOf(name)]),
    ...(existsSync(vendored) ? readdirSync(vendored) : []).map((name) => [name, join(vendored, name)]),
  ] as [string, string | null][];
  return Object.fromEntries(
    places.flatMap(([name, place]) =>
      place === null || isInstalled(name, folder, parallax.name) ? [] : [[name, [place]]],
    ),
  );
}

function dirOf(name: string): string | null {
  for (let folder = root; ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (existsSync(place)) return place;
    if (folder === dirname(folder)) return null;
  }
}

function isInstalled(name: string, from: string, self: string): boolean {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", name))) return true;
    if (name === self && `${folder}/` === root) return true;
    if (folder === dirname(folder)) return false;
  }
}
