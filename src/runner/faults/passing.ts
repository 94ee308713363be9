import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countLines } from "./count-lines.ts";
import { run } from "../run.ts";
import type { Askable } from "./askable.ts";

/** How runs are ended: by a signal to their process, by their disk, or by the server they ask. */
export type Kind = "SIGKILL" | "SIGTERM" | "disk full" | "server resets";

interface Faults {
  /** Draws from 0 to 1. */
  next: () => number;
  /** Whether another fault is wanted, beside those of this run. */
  wanted: () => boolean;
  /** The small file system that the run folder is on, where its disk is to be full. */
  small: string | null;
  sums: { kills: number };
}

/** How often a run was ended, and what was paid for and could not be kept, as it was under way. */
interface Passed {
  kills: number;
  paid: number;
}

type Places = { dir: string; cache: string };

const concurrency = 8;

/** Test support: brings a run to its end through faults of one kind. */
export async function passing(kind: Kind, asked: Askable, places: Places, faults: Faults): Promise<Passed> {
  if (kind === "server resets") return resetting(asked, places, faults);
  return kind === "disk full" ? filling(asked, places, faults) : signalling(kind, asked, places, faults);
}

const program = `const { run } = await import(${JSON.stringify(join(import.meta.dirname, "../run.ts"))});
  const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);
  const { planned, places } = JSON.parse(Buffer.concat(chunks));
  const drain = new AbortController();
  process.on("SIGTERM", () => drain.abort());
  const rest = { concurrency: ${concurrency}, signal: drain.signal, onProgress: () => {} };
  const { summary } = await run(planned, { ...places, ...rest });
  process.exit(summary.done === summary.planned ? 0 : 130);`;

/** Each pass in a process of its own, which gets the signal some requests after it began. */
async function signalling(
  signal: "SIGKILL" | "SIGTERM",
  { server, planned, env }: Askable,
  places: Places,
  { next, wanted, sums }: Faults,
): Promise<Passed> {
  const passed = { kills: 0, paid: 0 };
  const { answer } = server;
  try {
    for (;;) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: ["pipe", "ignore", "inherit"],
        env: { ...process.env, ...env },
      });
      child.stdin.end(JSON.stringify({ planned, places }));
      const before = server.requests.length;
      const at = before + 1 + Math.floor(10 * next());
      const lateMs = 25 * next();
      let sent = !wanted();
      server.answer = (request) => {
        if (!sent && request.index >= at) {
          sent = true;
          setTimeout(() => child.kill(signal), lateMs);
        }
        return answer(request);
      };
      const keptBefore = await countLines(places.dir);
      const [code] = (await once(child, "exit")) as [number | null];
      if (code === 0) break;
      if (code !== null && code !== 130) throw new Error(`a run under ${signal} ended with ${code}`);
      passed.kills++;
      sums.kills++;
      const kept = (await countLines(places.dir)) - keptBefore;
      if (signal === "SIGKILL") passed.paid += Math.max(0, server.requests.length - before - kept);
    }
  } finally {
    server.answer = answer;
    sums.kills -= passed.kills;
  }
  return passed;
}

/** Each pass with room for a few lines of the journal, until no more faults are wanted. */
async function filling({ planned, models }: Askable, places: Places, faults: Faults): Promise<Passed> {
  const { next, wanted, sums } = faults;
  const ballast = join(faults.small!, "ballast");
  const passed = { kills: 0, paid: 0 };
  const again = (signal?: AbortSignal) =>
    run(planned, { ...places, models, concurrency, ...(signal && { signal }), onProgress: () => {} });
  // The folder and its manifest are there before the disk is full.
  await again(AbortSignal.abort());
  for (;;) {
    const { bavail, bsize } = statfsSync(faults.small!);
    const pages = bavail - 1 - Math.floor(3 * next());
    if (wanted()) writeFileSync(ballast, Buffer.alloc(Math.max(0, pages) * bsize));
    try {
      const { summary } = await again();
      if (summary.done === planned.trials.length) break;
      throw new Error(`the run stopped: ${summary.stopped}`);
    } catch (error) {
      if (!/ENOSPC|full/.test(String(error))) throw error;
      passed.kills++;
      sums.kills++;
    } finally {
      rmSync(ballast, { force: true });
    }
  }
  sums.kills -= passed.kills;
  return passed;
}

/** One pass against a server that drops some connections before it answers, and some half-way. */
async function resetting({ server, planned, models }: Askable, places: Places, faults: Faults): Promise<Passed> {
  const { next, wanted, sums } = faults;
  const passed = { kills: 0, paid: 0 };
  const { answer } = server;
  server.answer = (request) => {
    if (next() > 0.2 || !wanted()) return answer(request);
    passed.kills++;
    passed.paid++;
    sums.kills++;
    return { fault: next() < 0.5 ? "drop" : "truncated" };
  };
  const retry = { attempts: 20, baseMs: 1, maxMs: 5 };
  await run(planned, { ...places, models, concurrency, retry, onProgress: () => {} });
  server.answer = answer;
  sums.kills -= passed.kills;
  return passed;
}
