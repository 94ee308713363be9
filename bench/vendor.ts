import { build, type Plugin } from "esbuild";
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/**
 * danfo as one file without dependencies, in `folder/node_modules`, beside its types and its parts'
 * licences: of TensorFlow only what computes on the processor, of what fetches and reads
 * spreadsheets nothing (`overrides` has empty packages in their places). Copied where it is one
 * file already.
 */
export async function vendorDanfo(root: string, folder: string): Promise<void> {
  const require = createRequire(join(root, "package.json"));
  const from = join(root, "node_modules/danfojs-node");
  const into = join(folder, "node_modules/danfojs-node");
  const { name, version, license, types, main: entry } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  mkdirSync(into, { recursive: true });
  if (entry === "index.js") return cpSync(from, into, { recursive: true });
  const main = join(into, "index.js");
  await build({
    stdin: {
      contents: `require("@tensorflow/tfjs-backend-cpu"); module.exports = require("${name}");`,
      resolveDir: root,
    },
    outfile: main,
    bundle: true,
    alias: { "@tensorflow/tfjs-node": "@tensorflow/tfjs-core" },
    external: ["plotly.js-dist-min"],
    format: "cjs",
    platform: "node",
    target: "node24",
    keepNames: true,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "linked",
    logLevel: "error",
    plugins: [mended],
  });
  // Never runs: tells importing ES modules the names.
  const names = Object.keys(require(main) as object).join(", ");
  appendFileSync(main, `\n0 && (module.exports = { ${names} });\n`);
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

const quoted = `var $quoted = function (values, sep) { return values.map(function (value) {
  var text = value === null || value === undefined || value !== value ? "" : String(value);
  return text.includes(sep) || /["\\r\\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}).join(sep); };
`;

/** Loads in a third of a second, and is for medians and deviations alone. */
const lazily: [from: string, to: string, times: number] = [
  'var mathjs_1 = require("mathjs");',
  'var mathjs_1 = new Proxy({}, { get: function (_, name) { return require("mathjs")[name]; } });',
  1,
];

/**
 * Functions that stand in no class, and so are mended in their text: see
 * `src/frames/mend-copies.ts`.
 */
const changes: Readonly<Record<string, { before: string; edits: [from: string, to: string, times: number][] }>> = {
  "concat.js": { before: "", edits: [["allDf[column] = colData;", "allDf[column] = colData.slice();", 3]] },
  "io.csv.js": {
    before: quoted,
    edits: [
      ["df.values.join(sep)", "$quoted(df.values, sep)", 1],
      ["df.columns.join(sep)", "$quoted(df.columns, sep)", 1],
      ["rows[i].join(sep)", "$quoted(rows[i], sep)", 1],
    ],
  },
  "groupby.js": { before: "", edits: [lazily] },
  "series.js": { before: "", edits: [lazily] },
  "frame.js": { before: "", edits: [lazily] },
};

const mended: Plugin = {
  name: "mended",
  setup({ onLoad }) {
    onLoad({ filter: /danfojs-base[\\/].*[\\/](concat|io\.csv|groupby|series|frame)\.js$/ }, ({ path }) => {
      const { before, edits } = changes[basename(path)]!;
      let contents = readFileSync(path, "utf8");
      for (const [from, to, times] of edits) {
        const parts = contents.split(from);
        if (parts.length !== times + 1) throw new Error(`${path}: ${from} stands there ${parts.length - 1} times`);
        contents = parts.join(to);
      }
      return { contents: before + contents };
    });
  },
};
