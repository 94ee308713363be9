import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";

const skip = process.platform === "win32" && "no file modes on Windows";

suite("what is made is for its owner alone, whatever the umask says", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-modes-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const umask of ["000", "022"])
    test(`run folder, cache, grades and labels under umask ${umask}`, () => {
      const [home, run] = [join(folder, umask, "home"), join(folder, umask, "runs", "one")];
      const parallax = (...args: string[]) => {
        const command = [process.execPath, join(import.meta.dirname, "main.ts"), ...args];
        const env = { ...process.env, PARALLAX_HOME: home };
        const { status, stderr } = spawnSync("sh", ["-c", `umask ${umask}; exec "$0" "$@"`, ...command], {
          env,
          encoding: "utf8",
        });
        assert.equal(status, 0, stderr);
      };
      parallax("run", "--scenario", "insider-trading", "--model", "simulated/steady", "--inputs", "1", "--out", run);
      parallax("grade", run);
      parallax("label", run, "--draw", "2");
      for (const root of [home, join(folder, umask, "runs")])
        for (const name of [".", ...readdirSync(root, { recursive: true, encoding: "utf8" })]) {
          // Node's own files, in a folder that only the owner enters
          if (name.startsWith("compile-cache/")) continue;
          const stat = statSync(join(root, name));
          assert.equal((stat.mode & 0o777).toString(8), stat.isDirectory() ? "700" : "600", join(root, name));
        }
      const files = readdirSync(run);
      for (const name of ["manifest.json", "trials.jsonl", "grades.jsonl", "labels.csv", "labels.md"])
        assert.ok(files.includes(name), name);
    });
});
