import assert from "node:assert/strict";
import { accessSync, constants, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pagesOf } from "../bench/house/pages-of.ts";
import * as index from "./index.ts";
import { signed } from "./lib/number-text.ts";

const root = new URL("../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");
const pages = pagesOf(root);

test("the README is read in a quarter of an hour, and links to every other page", () => {
  assert.ok(read("README.md").length < 16_000, "what a newcomer does not need yet stands in a page of its own");
  const all = globSync("{data,src,bench,notebooks}/**/README.md", { cwd: root }).map((page) =>
    page.replaceAll("\\", "/"),
  );
  assert.deepEqual(pages.toSorted(), ["README.md", ...all].toSorted());
});

test("the numbers that the README reads are those of the run it asks for", async (t) => {
  const dir = mkdtempSync(join(tmpdir(), "parallax-readme-"));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const { gaps } = await index.study({
    scenarios: [fileURLToPath(new URL("data/template/sealed-offer", root))],
    controls: true,
    models: ["simulated/recognizer"],
    elicit: "choice",
    dir,
    onProgress: () => {},
  });
  const [gap, control] = gaps.filter(({ condition }) => condition === "pressure=high");
  const shown = [...gap!.ciThese!, ...gap!.ciLike!, gap!.gap!, control!.gap!].map(signed);
  const rest = [gap!.published!, gap!.paraphrase!].map((rate) => `${(100 * rate).toFixed(1)} %`);
  const text = read("README.md");
  for (const each of [...shown, ...rest, gap!.outlierP!.toFixed(3), gap!.rankP!.toFixed(3)])
    assert.ok(text.includes(each), each);
});

test("what a page or a notebook calls is called where it stands", () => {
  const places = new Map<string, string>();
  for (const [name, value] of Object.entries(index))
    if (typeof value === "object" && Symbol.toStringTag in value)
      for (const inner of Object.keys(value)) places.set(inner, `${name}.${inner}`);
  assert.equal(places.get("readCells"), "interop.readCells");
  const notebooks = globSync("notebooks/*.ipynb", { cwd: root }).map((file) => {
    const { cells } = JSON.parse(read(file)) as { cells: { cell_type: string; source: string[] }[] };
    const prose = cells.filter((each) => each.cell_type === "markdown").map(({ source }) => [source].flat().join(""));
    return { file, text: prose.join("\n") };
  });
  const strays = [...pages.map((file) => ({ file, text: read(file) })), ...notebooks].flatMap(({ file, text }) =>
    [...text.matchAll(/`(?:await )?([\w.]+)\([^`]*`/g)]
      .filter(([, name]) => places.has(name!))
      .map(([, name]) => `${file}: ${name}, expected ${places.get(name!)}`),
  );
  assert.deepEqual(strays, []);
});

test("what is to be cited is what the package says of itself", () => {
  const facts = JSON.parse(read("package.json")) as Record<"version" | "license" | "author", string>;
  const entry = /@software\{[\s\S]*?\n\}/.exec(read("src/README.md"))![0];
  const cited = Object.fromEntries(
    [...entry.matchAll(/(\w+) = \{+([^}]*)\}/g)].map(([, name, value]) => [name, value]),
  );
  const { version, license, author } = facts;
  assert.deepEqual({ ...cited, title: undefined }, { title: undefined, version, license, author, year: "2026" });
  assert.match(read("LICENSE"), new RegExp(`${cited["year"]} ${author}`));
});

test("every dependency has its reason in a table", () => {
  const readme = read("src/README.md");
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  const names = Object.keys(dependencies).map((name) => (name.startsWith("@stdlib/") ? "@stdlib/…" : name));
  assert.deepEqual(
    names.filter((name) => !readme.includes(`\`${name}\``)),
    [],
  );
});

test("every file that a page links to is there", () => {
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => new URL(link!, new URL(page, root))),
  );
  assert.ok(links.length > 20);
  assert.deepEqual(
    links.filter((link) => !existsSync(link)).map(({ pathname }) => pathname),
    [],
  );
});

test("npx can start the command line", { skip: process.platform === "win32" && "no file modes on Windows" }, () => {
  const { bin } = JSON.parse(read("package.json")) as { bin: Record<string, string> };
  for (const file of Object.values(bin)) accessSync(new URL(file, root), constants.X_OK);
});

test("packages with known vulnerabilities are not installed: empty ones stand in their places", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, { name?: string }> };
  for (const name of ["xlsx", "request", "node-fetch"]) {
    const places = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    assert.ok(
      places.every(([, { name: real }]) => real === "empty-npm-package"),
      name,
    );
  }
  assert.deepEqual(
    Object.keys(packages).filter((path) =>
      /node_modules\/(tough-cookie|har-validator|form-data|@tensorflow\/tfjs)$/.test(path),
    ),
    [],
  );
});
