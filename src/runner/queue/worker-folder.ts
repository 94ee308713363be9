import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { locateLines, openLines, readLines, type Appender } from "../../lib/jsonl.ts";
import { privateFolder } from "../../lib/private.ts";
import { tryLock } from "../lock.ts";
import type { Lease } from "./boss.ts";
import type { Settled } from "./settle.ts";

/** A line of `worker.jsonl`: who writes it, what was leased, or what came of a call. */
type Line =
  | { kind: "worker"; id: string; plan: string }
  | { kind: "leased"; model: string; leases: Lease[] }
  | ({ kind: "line" } & Settled);

/** A worker's own folder: what it received is on this machine's disk before the queue has it. */
export interface WorkerFolder {
  dir: string;
  id: string;
  journal: Appender;
  /** Replies that earlier workers in this folder received, in order, some at a time. */
  received(): AsyncGenerator<Settled[]>;
  /** What it had leased and not brought to an end, by model. */
  left: { model: string; lease: Lease }[];
  close(): Promise<void>;
}

/**
 * Takes a folder for one worker on a plan: the one named, else the first under
 * `out/workers/PLAN/HOST-N` that no other holds, so that who is started again goes on where it was.
 */
export async function openWorkerFolder(plan: string, named?: string): Promise<WorkerFolder> {
  const { dir, release } = named === undefined ? firstFree(plan) : held(named);
  const file = join(dir, "worker.jsonl");
  const journal = await openLines(file);
  const close = async () => {
    await journal.close();
    release();
  };
  try {
    let id: string | null = null;
    const open = new Map<string, { model: string; lease: Lease }>();
    for await (const line of readLines<Line>(file)) {
      if (line.kind === "worker") {
        id = line.id;
        if (line.plan !== plan)
          throw new Error(
            `${dir} is a worker's folder of another plan (${line.plan.slice(0, 12)}): give this worker another dir`,
          );
      } else if (line.kind === "leased") {
        for (const lease of line.leases) open.set(lease.id, { model: line.model, lease });
      } else {
        if (line.ends || line.line.kind === "failure") open.delete(line.lease.id);
      }
    }
    if (id === null) {
      id = randomUUID();
      await journal.append({ kind: "worker", id, plan } satisfies Line);
    }
    return { dir, id, journal, received: () => receivedIn(file), left: [...open.values()], close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Replies read into memory together: so many, or of so many bytes. */
const together = { replies: 500, bytes: 16 << 20 };

async function* receivedIn(file: string): AsyncGenerator<Settled[]> {
  let some: Settled[] = [];
  let bytes = 0;
  for await (const { value, length } of locateLines<Line>(file)) {
    if (value.kind !== "line" || value.line.kind !== "reply") continue;
    some.push(value);
    bytes += length;
    if (some.length < together.replies && bytes < together.bytes) continue;
    yield some;
    [some, bytes] = [[], 0];
  }
  if (some.length > 0) yield some;
}

function firstFree(plan: string): { dir: string; release: () => void } {
  for (let n = 1; ; n++) {
    const dir = join("out", "workers", plan.slice(0, 12), `${hostname()}-${n}`);
    privateFolder(dir);
    const release = tryLock(dir);
    if (release !== null) return { dir, release };
  }
}

function held(dir: string): { dir: string; release: () => void } {
  privateFolder(dir);
  const release = tryLock(dir);
  if (release === null) throw new Error(`${dir} is another worker's: wait for it, or give this one another dir`);
  return { dir, release };
}
