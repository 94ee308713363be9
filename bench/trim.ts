import { existsSync, globSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vendorDanfo } from "./vendor.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");

/** What only danfo's build needs, or nothing here. */
const leftovers = [
  "@tensorflow",
  "mathjs",
  "xlsx",
  // Sources to build llama.cpp from, where no binary fits; `npx node-llama-cpp source download` has
  // them, too.
  "node-llama-cpp/llama/gitRelease.bundle",
  // Headers and npm, beside the binary of Node that is linked from elsewhere.
  "node/node_modules/node-*/{include,lib,share}",
  "{openai,@anthropic-ai/sdk,zod}/src",
  // PostgreSQL's extensions, and forms for require() and browsers.
  "@electric-sql/pglite/dist/{*.tar.gz,*.cjs,*.d.cts,contrib,live,node-postgres,worker}",
  // tslab takes its compiler's library alone.
  "tslab/node_modules/@tslab/typescript-for-tslab/lib/{tsc,tsserver,tsserverlibrary,typingsInstaller}.js",
  "luxon/{src,build/{amd,cjs-browser,es6,global}}",
];

/** Builds for other machines: a package's folder or file names its platform and processor. */
function foreign(): string[] {
  const { platform, arch } = process;
  const llama = { linux: "linux", darwin: "mac", win32: "win" }[platform as string] ?? platform;
  const backends = globSync("@node-llama-cpp/*", { cwd: modules }).filter(
    (name) => !new RegExp(`/${llama}-${arch}(-|$)|/mac-`).test(name.replaceAll("\\", "/")),
  );
  const sockets = globSync("zeromq/build/*/*", { cwd: modules, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.replaceAll("\\", "/").endsWith(`build/${platform}/${arch}`));
  return [...backends.map((name) => join(modules, name)), ...sockets];
}

/**
 * danfo as one file, in place of its package: what its frames do not need is neither installed nor
 * imported.
 */
async function buildDanfo(): Promise<void> {
  const danfo = join(modules, "danfojs-node");
  const manifest = JSON.parse(readFileSync(join(danfo, "package.json"), "utf8")) as { main: string };
  if (manifest.main === "index.js") return;
  const place = join(modules, ".danfo");
  rmSync(place, { recursive: true, force: true });
  await vendorDanfo(root, place);
  rmSync(danfo, { recursive: true });
  renameSync(join(place, "node_modules/danfojs-node"), danfo);
  rmSync(place, { recursive: true });
}

/**
 * Runs after `npm ci`: builds danfo into one file, and takes out what this machine does not run and
 * nothing here imports, which is half of what npm brings. Running it again changes nothing.
 */
if (existsSync(join(modules, "danfojs-node"))) {
  await buildDanfo();
  const maps = globSync("**/*.{js,mjs,cjs,ts,mts,cts}.map", { cwd: modules }).map((name) => join(modules, name));
  for (const path of [
    ...leftovers.flatMap((name) => globSync(name, { cwd: modules }).map((each) => join(modules, each))),
    ...foreign(),
    ...maps,
  ])
    rmSync(path, { recursive: true, force: true });
  for (const scope of ["@tensorflow", "@node-llama-cpp"])
    if (existsSync(join(modules, scope)) && readdirSync(join(modules, scope)).length === 0)
      rmSync(join(modules, scope), { recursive: true });
}
