import childProcess, { type StdioOptions } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

type Name = "stdout" | "stderr";
/** Where text of one child's output goes, piece by piece; `flush` says that it was all. */
interface Sink {
  write(text: string): void;
  flush(): void;
}
type Open = (name: Name) => Sink;
type Stdio = unknown[];
interface Spawned {
  stdio: (Readable | null)[];
  stdout: Readable | null;
  stderr: Readable | null;
}

/**
 * Shows in the notebook what child processes write to an inherited stdout or stderr, which
 * otherwise lands in the terminal of whoever started the kernel. Output of `spawnSync` and its like
 * is shown when the child has ended.
 */
export function captureChildren(open: Open): void {
  const prototype = childProcess.ChildProcess.prototype as unknown as {
    spawn(options: { stdio?: StdioOptions }): unknown;
  };
  const spawn = prototype.spawn;
  prototype.spawn = function (this: Spawned, options) {
    const { stdio, inherited } = redirect(options.stdio, () => "pipe");
    if (inherited.length === 0) return spawn.call(this, options);
    const result = spawn.call(this, { ...options, stdio: stdio as StdioOptions });
    for (const [index, name] of inherited) {
      const sink = open(name);
      this.stdio[index]?.setEncoding("utf8").on("data", sink.write).on("close", sink.flush);
      this.stdio[index] = null;
      if (index === 1) this.stdout = null;
      if (index === 2) this.stderr = null;
    }
    return result;
  };

  const sync = childProcess as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of ["spawnSync", "execSync", "execFileSync"]) {
    const run = sync[name]!;
    sync[name] = (...args) => runSync(run, args, open);
  }
  syncBuiltinESMExports();
}

/** Runs a synchronous child whose inherited outputs go to files, and shows those afterwards. */
function runSync(run: (...args: unknown[]) => unknown, args: unknown[], open: Open): unknown {
  const at = args.findIndex((arg) => typeof arg === "object" && arg !== null && !Array.isArray(arg));
  const options = args[at] as { stdio?: StdioOptions } | undefined;
  const files: { fd: number; path: string }[] = [];
  const { stdio, inherited } = redirect(options?.stdio, () => {
    const path = join(tmpdir(), `parallax-${process.pid}-${performance.now()}-${files.length}`);
    const fd = openSync(path, "wx", 0o600);
    files.push({ fd, path });
    return fd;
  });
  if (inherited.length === 0) return run(...args);
  try {
    return run(...args.with(at, { ...options, stdio }));
  } finally {
    files.forEach(({ fd, path }, file) => {
      closeSync(fd);
      const text = readFileSync(path, "utf8");
      rmSync(path);
      if (text === "") return;
      const sink = open(inherited[file]![1]);
      sink.write(text);
      sink.flush();
    });
  }
}

/**
 * `stdio` with every place where the child would write to our stdout or stderr replaced, and which
 * those are.
 */
function redirect(stdio: StdioOptions | undefined, replacement: () => unknown) {
  const streams: Stdio = typeof stdio === "string" ? [stdio, stdio, stdio] : [...(stdio ?? [])];
  const inherited: [index: number, name: Name][] = [];
  streams.forEach((item, index) => {
    const fd = item === "inherit" ? index : typeof item === "object" ? (item as { fd?: number } | null)?.fd : item;
    if (index === 0 || (fd !== 1 && fd !== 2)) return;
    inherited.push([index, fd === 1 ? "stdout" : "stderr"]);
    streams[index] = replacement();
  });
  return { stdio: streams, inherited };
}
