import childProcess, { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** In the environment of every process that cells start, and of all that those start. */
const mark = `PARALLAX_KERNEL=${randomUUID()}`;
const [name, id] = mark.split("=") as [string, string];

/**
 * Waits for the end of its input, which comes with the end of this process, and ends all that carry
 * the mark: where there is no /proc, `ps` shows environments. Where a session is named, all in it
 * end.
 */
const watcher = `
trap '' INT TERM HUP
marked() {
  if [ -d /proc/self ]; then
    grep -slF "$1" /proc/[0-9]*/environ | cut -d / -f 3
    cat /proc/[0-9]*/stat 2>/dev/null | sed 's/ (.*) / /' | awk -v session="$2" '$5 == session { print $1 }'
  else ps -axEww -o pid=,command= | grep -F "$1" | grep -v grep | awk '{ print $1 }'; fi
}
while read -r _; do :; done
for signal in TERM KILL KILL; do
  found=$(marked "$1" "$2")
  [ -z "$found" ] && exit
  kill -$signal $found 2>/dev/null
  sleep 0.2
done`;

/** What a thread of this program's own is called, whose children are its own to end. */
export const ownThread = "parallax";

/**
 * From now on the child processes of this one end when it does, also when it is killed, and where
 * it leads a session, as kernels do, those that its threads start. One that is started as
 * \`detached\` is meant to outlive it, and does.
 */
export function endChildrenWithUs(): void {
  if (process.platform === "win32") return;
  const prototype = childProcess.ChildProcess.prototype as unknown as {
    spawn(options: { envPairs?: string[]; detached?: boolean }): unknown;
  };
  const { spawn } = prototype;
  prototype.spawn = function (this: ChildProcess, options) {
    if (options.detached === true) return spawn.call(this, options);
    watch();
    return spawn.call(this, { ...options, envPairs: [...(options.envPairs ?? []), mark] });
  };
  const sync = childProcess as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const each of ["spawnSync", "execSync", "execFileSync"]) {
    const run = sync[each]!;
    sync[each] = (...args) => {
      watch();
      return run(...withMark(args));
    };
  }
  syncBuiltinESMExports();
  process.on("worker", ({ threadName }) => threadName !== ownThread && watch());
}

/** Arguments of a synchronous call with the mark in its environment. */
function withMark(args: unknown[]): unknown[] {
  const at = args.findIndex((arg) => typeof arg === "object" && arg !== null && !Array.isArray(arg));
  const options = (args[at] ?? {}) as { env?: NodeJS.ProcessEnv };
  const marked = { ...options, env: { ...(options.env ?? process.env), [name]: id } };
  return at === -1 ? [...args, marked] : args.with(at, marked);
}

let watching = false;

function watch(): void {
  if (watching) return;
  watching = true;
  const child = spawn("sh", ["-c", watcher, "sh", mark, ownSession() ?? "none"], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.on("error", () => (watching = false));
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
}

/** The session that this process leads; null where it does not, as others may be in it. */
function ownSession(): string | null {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    const session = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3];
    return session === String(process.pid) ? session : null;
  } catch {
    return null;
  }
}
