import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";

const skip = process.platform === "win32" && "no file modes on Windows";
const root = join(import.meta.dirname, "..");
const starts = { "the command line": [join(root, "cli/main.ts"), "--version"] };

suite("what was compiled is kept under the user's own home", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-compiled-"));
  after(() => rmSync(folder, { recursive: true }));

  /**
   * Starts something with a home and a temporary folder of its own, under a umask that grants all.
   */
  function start(name: string, command: readonly string[]) {
    const [home, shared] = [join(folder, name, "home"), join(folder, name, "tmp")];
    mkdirSync(shared, { recursive: true });
    const env = { ...process.env, PARALLAX_HOME: home, TMPDIR: shared };
    delete (env as Record<string, unknown>)["NODE_COMPILE_CACHE"];
    const script = `umask 000; exec "$0" "$@"`;
    const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, ...command], { env, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return { cache: join(home, "compile-cache"), shared };
  }

  for (const [what, command] of Object.entries(starts))
    test(`by ${what}: 0700, and nothing in the temporary folder`, () => {
      const { cache, shared } = start(what, command);
      assert.ok(readdirSync(cache).length > 0);
      for (const each of [cache, join(cache, "..")]) assert.equal(statSync(each).mode & 0o777, 0o700);
      assert.deepEqual(readdirSync(shared), []);
    });

  for (const [what, plant] of [
    ["one that others can write in", (at: string) => (mkdirSync(at, { recursive: true }), chmodSync(at, 0o777))],
    ["a link", (at: string) => (mkdirSync(join(at, ".."), { recursive: true }), symlinkSync(tmpdir(), at))],
  ] as const)
    test(`${what} is not used`, () => {
      const cache = join(folder, what, "home", "compile-cache");
      plant(cache);
      const before = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("v2")) : [];
      start(what, starts["the command line"]);
      assert.deepEqual(
        readdirSync(cache).filter((name) => name.startsWith("v2")),
        before,
      );
    });
});
