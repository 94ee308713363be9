import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { after, suite, test } from "node:test";
import { promisify } from "node:util";
import { programs } from "../kernel/install/python.ts";

const root = resolve(import.meta.dirname, "../..");
const python = join(programs(join(root, ".venv")), "python");

/** Why nothing can be packed and installed here, or false. */
function absent(): string | false {
  try {
    execFileSync("npm", ["view", "zod", "version", "--fetch-retries=0"], { stdio: "ignore", timeout: 20_000 });
    return false;
  } catch {
    return "npm, or a registry that it reaches, is missing here";
  }
}

/** The same files at another place, but for what was kept of earlier work. */
function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      if (entry.name !== ".cache") linkTree(source, target);
    } else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

suite("installed as a package into an empty folder", { skip: absent() }, () => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-package-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const [clone, consumer] = [join(folder, "clone"), join(folder, "consumer")];
  const env = {
    ...process.env,
    PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
    PARALLAX_HOME: join(folder, "home"),
    JUPYTER_PATH: join(consumer, "env/share/jupyter"),
  };
  const start = async (cwd: string, command: string, ...args: string[]): Promise<string> =>
    (await promisify(execFile)(command, args, { cwd, env, timeout: 300_000 })).stdout;
  /** What npx would start, without npm's own second. */
  const installed = (name: string, ...args: string[]) =>
    start(consumer, join(consumer, "node_modules/.bin", name), ...args);

  test("npm pack compiles, and leaves the clone as it was", async () => {
    const files = ["src", "data", "notebooks", "bench", "package.json", "tsconfig.json", "README.md", "LICENSE"];
    for (const file of files) cpSync(join(root, file), join(clone, file), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"));
    const wordings = "data/scenarios/insider-trading/wordings";
    const shipped = readFileSync(join(clone, wordings, "medium-bonds.md"), "utf8");
    writeFileSync(join(clone, wordings, "secret.md"), shipped.replace("arm:", "heldOut: true\narm:"));
    for (const command of [
      ["init", "-q"],
      ["add", "-A"],
    ])
      await start(clone, "git", ...command);
    for (const file of ["data/stray.txt", "notebooks/stray.ipynb", "src/stray.ts", "data/scenarios/stray.md", ".env"])
      writeFileSync(join(clone, file), "export const stray = 1;");
    const [packed] = JSON.parse(
      await start(clone, "npm", "pack", "--json", "--silent", "--pack-destination", folder),
    ) as {
      files: { path: string }[];
    }[];
    const paths = packed!.files.map(({ path }) => path);
    assert.deepEqual(
      paths.filter((path) => /(?<!\.d)\.ts$|\.test\.|original/.test(path)),
      [],
    );
    assert.deepEqual(
      paths.filter((path) => /stray|\.env/.test(path)),
      [],
      "what git does not track is not shipped",
    );
    const kinds =
      /^(dist\/.*\.(c?js|d\.ts|svg|png|py|json|txt)|(data|notebooks)\/.*|src\/(.*\/)?README\.md|package\.json|README\.md|LICENSE)$/;
    assert.deepEqual(
      paths.filter((path) => !kinds.test(path) && !path.startsWith("dist/node_modules/danfojs-node/")),
      [],
    );
    assert.ok(!paths.includes(`${wordings}/secret.md`), "a wording that is held out is not shipped");
    for (const path of [`${wordings}/medium-bonds.md`, "dist/cli/main.js", "dist/index.d.ts", "data/models.yaml"])
      assert.ok(paths.includes(path), path);
    const manifests = [clone, root].map((place) => readFileSync(join(place, "package.json"), "utf8"));
    assert.equal(manifests[0], manifests[1]);
  });

  test("npm install takes it, without TensorFlow and without GPU backends", async () => {
    mkdirSync(consumer);
    // Begun with what the clone has, so that npm adds and removes, and unpacks nothing twice.
    const modules = join(consumer, "node_modules");
    linkTree(join(root, "node_modules"), modules);
    writeFileSync(join(consumer, "package.json"), JSON.stringify({ private: true, type: "module" }));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    const tarball = join(folder, `parallax-evals-${version}.tgz`);
    await start(consumer, "npm", "install", "--silent", "--prefer-offline", "--no-audit", "--no-fund", tarball);
    const { packages } = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")) as {
      packages: Record<string, unknown>;
    };
    assert.ok("node_modules/openai" in packages && existsSync(join(modules, "openai")));
    assert.deepEqual(
      Object.keys(packages).filter((path) => /@tensorflow|node-llama-cpp|xlsx|playwright/.test(path)),
      [],
    );
    assert.ok(!existsSync(join(modules, "playwright-core")), "what the clone alone needs is gone");
  });

  test("its import runs a comparison to a gap, with types", async () => {
    const program = `
import { frame, gap, grade, plan, run, type Gap } from "parallax-evals";
const study = plan({ scenarios: ["insider-trading"], models: ["simulated/recognizer"], elicit: "choice" });
const df = await frame(await grade(await run(study, { dir: "run" })));
const gaps: Gap[] = gap(df);
const text: string = df.columns[0]!;
console.log(JSON.stringify([text, df.shape[0] >= study.trials.length, gaps.every(({ gap }) => gap! < -0.1)]));
`;
    writeFileSync(join(consumer, "study.ts"), program);
    assert.deepEqual(JSON.parse(await start(consumer, process.execPath, "study.ts")), ["scenario", true, true]);
    const settings = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "esnext"];
    await installed("tsc", ...settings, "--types", "node", "study.ts");
  });

  test("npx parallax gap reads a CSV", async () => {
    cpSync(join(root, "data/results/greenblatt-2024.csv"), join(consumer, "results.csv"));
    assert.match(await start(consumer, "npx", "parallax", "gap", "results.csv"), /\(K = 8\)/);
  });

  test("parallax exec runs a notebook that imports it, in a process of its own", async () => {
    const cell = (source: string) => ({ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source });
    const cells = [
      'import { loadScenarios } from "parallax-evals";',
      "loadScenarios().some(({ id }) => id === 'insider-trading')",
    ];
    const notebook = { cells: cells.map(cell), metadata: {}, nbformat: 4, nbformat_minor: 4 };
    writeFileSync(join(consumer, "n.ipynb"), JSON.stringify(notebook));
    await installed("parallax", "exec", "n.ipynb", "-o", "ran.ipynb");
    assert.match(readFileSync(join(consumer, "ran.ipynb"), "utf8"), /"text\/plain": "?\[?\s*"?true/);
  });

  test("parallax kernel install writes a kernel that starts and answers", async () => {
    const said = await installed("parallax", "kernel", "install", "--prefix", "env");
    assert.match(said, /ok +the kernel starts and answers/);
    assert.ok(existsSync(join(consumer, "env/share/jupyter/kernels/parallax/logo-svg.svg")));
  });

  const missing = existsSync(python) ? false : "no .venv here: npm run lab -- --prepare";
  test("jupyter_client runs a cell in it, and is told of types", { skip: missing }, async () => {
    const client = `
import json, time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="parallax")
told = []
def hear(message):
    if message["msg_type"] in ("execute_result", "error"): told.append(message["content"])
client.execute_interactive('import { loadScenarios } from "parallax-evals"; import { DataFrame } from "danfojs-node"; [DataFrame.name, new DataFrame([{ a: loadScenarios().length }])["a"].sum() > 5]', output_hook=hear, timeout=60)
matches, late = [], time.monotonic() + 240
while not matches and time.monotonic() < late:  # the first answers may come before the type checker has started
    matches = client.complete("loadScenarios().at(0)?.id.toUpper", reply=True, timeout=60)["content"]["matches"]
print(json.dumps([told, matches]))
manager.shutdown_kernel()
`;
    const [reply, matches] = JSON.parse(await start(consumer, python, "-c", client));
    assert.equal(reply[0]?.data?.["text/plain"], "[ 'DataFrame', true ]", JSON.stringify(reply));
    assert.ok(matches.includes("toUpperCase"), JSON.stringify(matches));
  });
});
