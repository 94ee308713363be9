import { build } from "esbuild";
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/**
 * danfo as one file without dependencies, in `folder/node_modules`, beside its types and its parts'
 * licences. Two of its own dependencies are not on npm: `overrides` replaces them here, but not
 * where this package is installed into another. It also saves 300 MB of TensorFlow, most of which
 * nothing loads.
 */
export async function vendorDanfo(root: string, folder: string): Promise<void> {
  const require = createRequire(join(root, "package.json"));
  const from = join(root, "node_modules/danfojs-node");
  const into = join(folder, "node_modules/danfojs-node");
  const { name, version, license, types } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  mkdirSync(into, { recursive: true });
  const main = join(into, "index.js");
  await build({
    entryPoints: [require.resolve(name)],
    outfile: main,
    bundle: true,
    external: ["plotly.js-dist-min"],
    format: "cjs",
    platform: "node",
    target: "node24",
    keepNames: true,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "linked",
    logLevel: "error",
  });
  // Never runs: tells importing ES modules the names.
  appendFileSync(main, `\n0 && (module.exports = { ${Object.keys(require(name)).join(", ")} });\n`);
  const declarations = dirname(dirname(dirname(types)));
  cpSync(join(from, declarations), join(into, declarations), {
    recursive: true,
    filter: (path) => !basename(path).includes(".") || path.endsWith(".d.ts"),
  });
  writeFileSync(
    join(into, "package.json"),
    JSON.stringify({ name, version, license, main: "index.js", types }, null, 2),
  );
}
