import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadScenarios } from "../src/scenarios/load.ts";
import { vendorDanfo } from "./vendor.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const manifest = join(root, "package.json");
const original = join(dist, "package.original.json");

interface Manifest {
  bin: Record<string, string>;
  exports: { ".": { types: string; default: string } };
  dependencies: Record<string, string>;
  files: string[];
  [field: string]: unknown;
}

const compiled = (source: string, ending = "js") =>
  source.replace(/^(\.\/)?src\//, "$1dist/").replace(/\.ts$/, `.${ending}`);

/**
 * Node strips types only outside `node_modules`, so what is packed is compiled, with declarations.
 */
async function compile(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  const settings = join(dist, "tsconfig.json");
  const tests = /(\.test\.ts|(^|\/)(fixture[^/]*|[^/]*cases[^/]*|drive\.ts)(\/.*)?)$/;
  const sources = tracked().filter((file) => /^src\/.*\.[jt]s$/.test(file) && !tests.test(file));
  // Types are checked by `npm run check`.
  const compilerOptions = { noEmit: false, noCheck: true, declaration: true, rootDir: "../src", outDir: "." };
  const program = { extends: "../tsconfig.json", compilerOptions, include: sources.map((file) => `../${file}`) };
  writeFileSync(settings, JSON.stringify(program));
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", settings], { stdio: "inherit" });
  rmSync(settings);
  for (const asset of tracked().filter((file) => /^src\/kernel\/install\/.*\.(svg|png|py)$/.test(file))) {
    mkdirSync(dirname(join(root, compiled(asset))), { recursive: true });
    copyFileSync(join(root, asset), join(root, compiled(asset)));
  }
  const builder = pathToFileURL(join(dist, "bundle/build-bundle.js")).href;
  const { buildBundle } = (await import(builder)) as typeof import("../src/bundle/build-bundle.ts");
  for (const entry of ["index", "cli/whole"]) {
    const bundle = join(dist, `${entry}.bundle.cjs`);
    writeFileSync(bundle, buildBundle(join(dist, `${entry}.js`), bundle).text);
  }
}

/** What a manifest says for a clone's sake only. */
const cloneOnly = ["allowScripts", "devDependencies", "overrides", "prettier", "scripts"];

/**
 * The manifest as a package's: its entries are compiled, danfo is inside, and whoever wants local
 * models installs node-llama-cpp beside it, with the GPU backends that fit.
 */
function packed(manifest: Manifest): Manifest {
  const { types, default: entry } = manifest.exports["."];
  const { "node-llama-cpp": llama, ...dependencies } = without(["danfojs-node"], manifest.dependencies);
  return {
    ...without(cloneOnly, manifest),
    files: ["dist", "!dist/package.original.json", ...shipped()],
    bin: Object.fromEntries(Object.entries(manifest.bin).map(([name, file]) => [name, compiled(file)])),
    exports: { ".": { types: compiled(types, "d.ts"), default: compiled(entry) } },
    dependencies: dependencies as Record<string, string>,
    peerDependencies: { "node-llama-cpp": llama },
    peerDependenciesMeta: { "node-llama-cpp": { optional: true } },
  };
}

/** Files of the folders that ship, as far as git tracks them; no wording that is held out. */
function shipped(): string[] {
  const held = loadScenarios(undefined, { verbatim: false }).flatMap(({ id, wordings }) =>
    wordings.filter((wording) => wording.heldOut).map(({ file }) => `data/scenarios/${id}/${file}`),
  );
  return tracked().filter((file) => /^((data|notebooks)\/|src\/(.*\/)?README\.md$)/.test(file) && !held.includes(file));
}

/** What git tracks: nothing that merely lies about in a clone is anybody's to have. */
function tracked(): string[] {
  try {
    const list = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
    return list.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
  } catch (cause) {
    throw new Error("npm pack works in a git clone alone: what ships is what git tracks", { cause });
  }
}

function without<T extends object>(fields: string[], from: T): T {
  return Object.fromEntries(Object.entries(from).filter(([field]) => !fields.includes(field))) as T;
}

const textOf = (value: Manifest) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Gives the clone its own manifest back, also after a packing that never ended, unless it was
 * edited since.
 */
function restore(): void {
  if (!existsSync(original)) return;
  const before = JSON.parse(readFileSync(original, "utf8")) as Manifest;
  if (readFileSync(manifest, "utf8") === textOf(packed(before))) copyFileSync(original, manifest);
  rmSync(original);
}

/**
 * npm runs this before it packs, and again, with `restore`, afterwards. In between, and only then,
 * package.json speaks of `dist/` instead of `src/`: npm has no field for a manifest that differs in
 * the package.
 */
restore();
if (process.argv[2] !== "restore") {
  await compile();
  await vendorDanfo(root, dist);
  copyFileSync(manifest, original);
  writeFileSync(manifest, textOf(packed(JSON.parse(readFileSync(original, "utf8")) as Manifest)));
}
