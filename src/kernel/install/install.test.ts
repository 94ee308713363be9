import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite, test, type TestContext } from "node:test";
import { examineKernelspec, findKernelspecs } from "./examine-kernelspec.ts";
import { examinePython } from "./examine-python.ts";
import { prefixFolder, userFolder } from "./folders.ts";
import { installKernelspec } from "./install.ts";
import { kernelspec, type Kernelspec } from "./kernelspec.ts";
import { tryStart } from "./try-start.ts";

const entry = resolve(import.meta.dirname, "../../cli/main.ts");

function place(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "install-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const spec = kernelspec({ node: process.execPath, entry, cache: join(folder, "cache"), displayName: "TypeScript" });
  return { folder, spec };
}

suite("installing", () => {
  test("writes a kernelspec with logos that names this Node, and finds it again", (t) => {
    const { folder, spec } = place(t);
    const into = installKernelspec(spec, "Mine", prefixFolder(folder));
    assert.equal(into, join(folder, "share", "jupyter", "kernels", "mine"));
    const written = JSON.parse(readFileSync(join(into, "kernel.json"), "utf8")) as Kernelspec;
    assert.deepEqual(written, spec);
    assert.equal(written.argv[0], process.execPath);
    assert.ok(written.argv.includes("--no-force-async-hooks-checks"));
    assert.equal(written.interrupt_mode, "message");
    for (const size of [32, 64]) {
      const png = readFileSync(join(into, `logo-${size}x${size}.png`));
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [size, size]);
    }
    assert.ok(existsSync(join(into, "logo-svg.svg")));
    assert.deepEqual(findKernelspecs(join(folder, "share", "jupyter", "kernels")), [
      { file: join(into, "kernel.json"), spec },
    ]);
    assert.throws(() => installKernelspec(spec, "my kernel", folder), /use letters, digits/);
    assert.throws(() => installKernelspec(spec, "k", join(into, "kernel.json")), /choose another place/);
  });

  test("knows where each platform keeps a user's kernels", () => {
    assert.equal(userFolder({ JUPYTER_DATA_DIR: "/j" }, "linux"), "/j");
    assert.equal(userFolder({ XDG_DATA_HOME: "/x" }, "linux"), join("/x", "jupyter"));
    assert.equal(userFolder({}, "linux"), join(homedir(), ".local", "share", "jupyter"));
    assert.equal(userFolder({}, "darwin"), join(homedir(), "Library", "Jupyter"));
    assert.equal(userFolder({ APPDATA: "/a" }, "win32"), join("/a", "jupyter"));
  });
});

suite("examining", () => {
  const faults: [name: string, spoil: (spec: Kernelspec) => unknown, found: RegExp][] = [
    ["a Node that is gone", (spec) => ({ ...spec, argv: spec.argv.with(0, "/gone/node") }), /its Node is gone/],
    [
      "an installation that is gone",
      (spec) => ({ ...spec, argv: spec.argv.with(2, "/gone.ts") }),
      /installation it starts/,
    ],
    ["the flag missing", (spec) => ({ ...spec, argv: spec.argv.toSpliced(1, 1) }), /would end the kernel/],
    ["interrupts by signal", (spec) => ({ ...spec, interrupt_mode: "signal" }), /interrupt_mode is "signal"/],
  ];
  for (const [name, spoil, found] of faults) {
    test(`a kernelspec with ${name} is told, and how to mend it`, async (t) => {
      const { folder, spec } = place(t);
      const file = join(installKernelspec(spec, "k", folder), "kernel.json");
      assert.deepEqual(
        (await examineKernelspec(file, spec)).map(({ state }) => state),
        ["well"],
      );
      const [finding] = await examineKernelspec(file, spoil(spec) as Kernelspec);
      assert.match(finding!.what, found);
      assert.match(finding!.mend!, /kernel install/);
    });
  }

  test("a kernelspec that is not JSON is told; other kernels are left alone", async (t) => {
    const { folder, spec } = place(t);
    const file = join(installKernelspec(spec, "k", folder), "kernel.json");
    writeFileSync(file, readFileSync(file, "utf8").slice(0, -5));
    const [found] = findKernelspecs(join(folder, "kernels"));
    assert.equal(found!.spec, null);
    assert.match((await examineKernelspec(file, null))[0]!.what, /is not JSON/);
    writeFileSync(file, '{"argv": ["python", "-m", "ipykernel"]}');
    assert.deepEqual(findKernelspecs(join(folder, "kernels")), []);
  });

  test("a Python is told what is old or missing in it", () => {
    const packages = { jupyter_client: "8.1.0", jupyterlab: "4.2.0", nbconvert: null };
    const python = { path: "/p", version: "3.12.0", packages, kernels: ["/k"] };
    const states = (changed: object, files = ["/k/parallax/kernel.json"]) =>
      examinePython({ ...python, ...changed }, files).map(({ state, what }) => `${state}: ${what}`);
    assert.match(states({})[0]!, /^well: .*jupyterlab 4.2.0/);
    assert.match(states({ packages: { ...packages, jupyterlab: "3.6.1" } })[0]!, /^warning: .*3.6.1 is older than 4/);
    assert.match(states({}, ["/elsewhere/parallax/kernel.json"])[0]!, /^warning: .*does not find the kernel/);
    assert.match(states({ kernels: null })[0]!, /^warning: .*has no Jupyter/);
  });

  test("a kernel that starts is told from one that does not", async (t) => {
    const { spec } = place(t);
    assert.match((await tryStart(spec)).what, /starts and answers/);
    const broken = { ...spec, argv: [process.execPath, "-e", "throw new Error('no such thing')"] };
    const { state, what } = await tryStart(broken);
    assert.equal(state, "wrong");
    assert.match(what, /no such thing/);
  });
});
