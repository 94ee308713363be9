import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { yaml } from "../lib/lazy.ts";
import { listen } from "../models/provider-server.ts";
import { ownPostgres, withPostgres } from "../runner/queue/own-postgres.ts";
import { here } from "./fixture.ts";

const launchers = join(import.meta.dirname, "../../data/launchers");
const call = promisify(execFile);

test("each launcher's worker asks what is left of a plan", withPostgres, async (t) => {
  const root = mkdtempSync(join(tmpdir(), "parallax-launchers-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const postgres = await ownPostgres();
  t.after(() => postgres.close());
  const provider = await listen(() => ({ text: "I HOLD." }));
  t.after(() => provider.close());
  // What the package's own command is on a machine where it is installed, and a host by ssh.
  mkdirSync(join(root, "bin"));
  const scripts = {
    // A launcher is its worker, and so is told to end: npx would not pass that on.
    parallax: `exec ${process.execPath} ${join(import.meta.dirname, "main.ts")} "$@"`,
    ssh: 'while [[ $1 == -* ]]; do shift; done\nshift\nexec bash -c "$*"',
  };
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(root, "bin", name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(root, "bin", name), 0o755);
  }
  const { command } = (yaml().parse(readFileSync(join(launchers, "kubernetes.yaml"), "utf8")) as Job).spec.template.spec
    .containers[0]!;
  const commands: Record<string, string[]> = {
    slurm: [join(launchers, "slurm.sh"), "--mode", "off"],
    ssh: [join(launchers, "ssh.sh"), "ada@one", "ada@two"],
    kubernetes: command.map((part) => part.replace("/worker", join(root, "pod"))),
  };
  for (const [name, words] of Object.entries(commands)) {
    const queue = postgres.database(name);
    const model = `openai-compatible/m?baseUrl=${encodeURIComponent(provider.openai)}`;
    const spec = ["--scenario", "insider-trading", "--arms", "recognizable", "--model", model];
    const watching = ["run", ...spec, "--queue", queue, "--no-wait", "--out", join(root, name)];
    assert.match((await here(t, ...watching)).out, /^0 of (\d+) done/);
    const env = {
      ...process.env,
      PATH: `${join(root, "bin")}:${process.env["PATH"]}`,
      PARALLAX_HOME: join(root, `home of ${name}`),
      QUEUE: queue,
      PLACE: root,
      SLURM_ARRAY_TASK_ID: "3",
    };
    await call(words[0]!, words.slice(1), { cwd: root, env });
    const { code, out } = await here(t, ...watching);
    assert.match(out, /^(\d+) of \1 done/, name);
    assert.equal(code, 0);
  }
});

interface Job {
  spec: { template: { spec: { containers: { command: string[] }[] } } };
}
