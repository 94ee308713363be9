import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { privateFile, privateFolder } from "./private.ts";

const modeOf = (path: string) => statSync(path).mode & 0o777;
const skip = process.platform === "win32" && "no file modes on Windows";

suite("for its owner alone", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-private-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const umask of ["000", "022", "077", "277", "777"])
    test(`under umask ${umask}`, () => {
      const at = join(folder, umask, "a", "b");
      const script = `import { privateFile, privateFolder } from ${JSON.stringify(join(import.meta.dirname, "private.ts"))};
        process.umask(0o${umask}); privateFolder(${JSON.stringify(at)}); privateFile(${JSON.stringify(join(at, "f"))});`;
      const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
        encoding: "utf8",
      });
      assert.equal(status, 0, stderr);
      for (const each of [join(folder, umask), join(folder, umask, "a"), at]) assert.equal(modeOf(each), 0o700, each);
      assert.equal(modeOf(join(at, "f")), 0o600);
    });

  test("what is there stays as it is", () => {
    const [dir, file] = [join(folder, "there"), join(folder, "file")];
    mkdirSync(dir);
    writeFileSync(file, "kept");
    chmodSync(dir, 0o755);
    chmodSync(file, 0o644);
    privateFolder(dir);
    privateFile(file);
    assert.deepEqual([modeOf(dir), modeOf(file), statSync(file).size], [0o755, 0o644, 4]);
  });

  test("a file where a folder should be is an error", () => {
    writeFileSync(join(folder, "plain"), "");
    assert.throws(() => privateFolder(join(folder, "plain")), { code: "EEXIST" });
    assert.throws(() => privateFolder(join(folder, "plain", "below")), { code: "EEXIST" });
  });
});
