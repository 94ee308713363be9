import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A PostgreSQL server of a test's own, which may be killed and started again. */
export interface OwnPostgres {
  /** The address of a new, empty database. */
  database(name: string): string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Of the process that began all its others. */
  pid(): number;
  close(): Promise<void>;
}

/** Where Debian's package, or a PATH, has PostgreSQL's programs; null where it is not installed. */
const postgresPrograms: string | null = (() => {
  const folders = globSync("/usr/lib/postgresql/*/bin").toSorted((a, b) => versionOf(b) - versionOf(a));
  return [...folders, ...(process.env["PATH"] ?? "").split(":")].find((dir) => existsSync(join(dir, "initdb"))) ?? null;
})();

function versionOf(folder: string): number {
  return Number(/\d+/.exec(folder)?.[0] ?? 0);
}

/** For a test's options: why it is skipped where PostgreSQL is not installed. */
export const withPostgres = { skip: postgresPrograms === null && "PostgreSQL is not installed" };

/**
 * Test support: makes and starts a server in a temporary folder, on a free port of 127.0.0.1, with
 * every write synced. It refuses root, for whom another user runs it.
 */
export async function ownPostgres(): Promise<OwnPostgres> {
  const root = mkdtempSync(join(tmpdir(), "parallax-postgres-"));
  const user = ordinaryUser();
  if (user.uid !== undefined) chownSync(root, user.uid, user.gid!);
  const data = join(root, "data");
  copyAs(user, newCluster(user), data);
  const port = await freePort();
  const settings = { fsync: "on", max_connections: "60", unix_socket_directories: root };
  const set = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const flags = ["-D", data, "-p", `${port}`, "-h", "127.0.0.1", ...set];
  let server: ChildProcess | null = null;
  const query = (sql: string) =>
    execFileSync(program("psql"), ["-h", root, "-p", `${port}`, "-U", "parallax", "-d", "postgres", "-Atc", sql], {
      cwd: root,
      stdio: "pipe",
    });
  const answers = (): boolean => {
    try {
      query("SELECT 1");
      return true;
    } catch {
      return false;
    }
  };
  const running: OwnPostgres = {
    database(name) {
      query(`CREATE DATABASE ${name}`);
      return `postgres://parallax@127.0.0.1:${port}/${name}`;
    },
    async kill() {
      const ended = once(server!, "exit");
      // Its children end with their parent.
      server!.kill("SIGKILL");
      await ended;
    },
    async start() {
      const begin = () => spawn(program("postgres"), flags, { cwd: root, ...user, stdio: "ignore" });
      server = begin();
      for (const since = performance.now(); !answers(); await sleep(50)) {
        if (performance.now() - since > 60_000) throw new Error("PostgreSQL does not start");
        // Processes of one that was killed may still be ending, and hold its memory.
        if (server.exitCode !== null) server = begin();
      }
    },
    pid: () => server!.pid!,
    async close() {
      const ended = once(server!, "exit");
      server!.kill("SIGINT");
      await ended;
      rmSync(root, { recursive: true, force: true });
    },
  };
  await running.start();
  return running;
}

const program = (name: string) => join(postgresPrograms!, name);

/**
 * A cluster as `initdb` makes it, which takes longer than all that most tests ask of one: made once
 * for each version, and copied.
 */
function newCluster(user: User): string {
  const version = execFileSync(program("initdb"), ["--version"], { encoding: "utf8" }).replace(/[^\w.]+/g, "-");
  const kept = join(import.meta.dirname, "../../../node_modules/.cache", `${version}of-${user.uid ?? "user"}`);
  if (existsSync(kept)) return kept;
  const root = mkdtempSync(join(tmpdir(), "parallax-initdb-"));
  if (user.uid !== undefined) chownSync(root, user.uid, user.gid!);
  const data = join(root, "data");
  const flags = ["-U", "parallax", "-A", "trust", "--locale=C", "--encoding=UTF8"];
  execFileSync(program("initdb"), ["-D", data, ...flags], { cwd: root, ...user, stdio: "pipe" });
  const draft = `${kept}.${process.pid}`;
  copyAs({}, data, draft);
  rmSync(root, { recursive: true });
  try {
    renameSync(draft, kept);
  } catch {
    // Another test was first.
    rmSync(draft, { recursive: true });
  }
  return kept;
}

/** Copies a folder as it is, for another user where one is named. */
function copyAs({ uid, gid }: User, from: string, to: string): void {
  execFileSync("cp", ["-a", from, to]);
  if (uid !== undefined) execFileSync("chown", ["-R", `${uid}:${gid}`, to]);
}

interface User {
  uid?: number;
  gid?: number;
}

/** Whom root lets run it: the package's own user, else nobody. */
function ordinaryUser(): User {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const [, , uid, gid] = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody")!;
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
