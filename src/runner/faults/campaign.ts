import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "../../lib/random.ts";
import { openRun } from "../open-run.ts";
import { run } from "../run.ts";
import { askable, type Askable, type Provider } from "./askable.ts";
import { count, type Counted } from "./count.ts";
import { passing, type Kind } from "./passing.ts";

/** What a campaign came to, of all its runs. */
export interface Campaign extends Counted {
  kills: number;
  runs: number;
  trials: number;
}

/**
 * Test support: runs against a real server on this machine, each ended again and again by one kind
 * of fault and gone on with, until so many trials were run and so many faults were met, or a time
 * (as `performance.now` has it) has passed. Null where this user may not mount what the kind needs.
 */
export async function campaign(
  provider: Provider,
  kind: Kind,
  least: { epochs: number; trials: number; kills: number },
  until = Infinity,
): Promise<Campaign | null> {
  const root = mkdtempSync(join(tmpdir(), "parallax-campaign-"));
  const small = kind === "disk full" ? mount(join(root, "small")) : null;
  const next = random(`${provider} ${kind}`);
  const sums: Campaign = { kills: 0, runs: 0, trials: 0, lost: 0, doubled: 0, mixed: 0, again: 0, elsewhere: 0 };
  try {
    if (kind === "disk full" && small === null) return null;
    while ((sums.trials < least.trials || sums.kills < least.kills) && performance.now() < until) {
      const asked = await askable(provider, least.epochs);
      try {
        const places = { dir: join(small ?? root, `run-${sums.runs}`), cache: join(root, `cache-${sums.runs}.sqlite`) };
        const wanted = () => sums.kills < least.kills && performance.now() < until;
        const { kills, paid } = await passing(kind, asked, places, { next, wanted, small, sums });
        add(sums, await count(asked, places.dir, paid));
        sums.elsewhere += await notElsewhere(asked, places.cache, join(root, `elsewhere-${sums.runs}`));
        sums.kills += kills;
        sums.trials += asked.planned.trials.length;
        sums.runs++;
      } finally {
        await asked.server.close();
      }
    }
    return sums;
  } finally {
    if (small !== null) execFileSync("umount", [small]);
    rmSync(root, { recursive: true });
  }
}

function add(sums: Campaign, { lost, doubled, mixed, again }: Omit<Counted, "elsewhere">): void {
  Object.assign(sums, {
    lost: sums.lost + lost,
    doubled: sums.doubled + doubled,
    mixed: sums.mixed + mixed,
    again: sums.again + again,
  });
}

/** How many trials another run folder cannot replay from the cache. */
async function notElsewhere({ planned, models }: Askable, cache: string, dir: string): Promise<number> {
  try {
    const { summary } = await run(planned, { dir, cache, models, mode: "replay", onProgress: () => {} });
    return planned.trials.length - summary.done;
  } catch {
    return planned.trials.length - (await openRun(dir)).summary.done;
  }
}

/** A small file system of its own; null where it may not be mounted. */
function mount(dir: string): string | null {
  mkdirSync(dir);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", dir], { stdio: "pipe" });
    return dir;
  } catch {
    return null;
  }
}
