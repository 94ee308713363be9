import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "../src/lib/random.ts";
import { killable, type BatchProvider } from "../src/runner/batch/killable.ts";
import { readJournal } from "../src/runner/journal/read-journal.ts";
import { openRun } from "../src/runner/open-run.ts";
import type { Row } from "./row.ts";

const kills = 100;

/**
 * Runs by batches, killed a hundred times a provider: at a call drawn at random, up to 60 ms after
 * it was received. What was lost, recorded twice, or paid again.
 */
export async function benchBatch(): Promise<Row[]> {
  return [await campaign("openai"), await campaign("anthropic")];
}

async function campaign(provider: BatchProvider): Promise<Row> {
  const next = random(11);
  const root = mkdtempSync(join(tmpdir(), "parallax-batch-"));
  const sums = { killed: 0, runs: 0, trials: 0, lost: 0, doubled: 0, again: 0 };
  try {
    while (sums.killed < kills) {
      const dir = join(root, `run-${sums.runs++}`);
      const { server, pass, planned } = await killable(
        provider,
        { dir, mode: "off", retry: { baseMs: 1, maxMs: 20 } },
        3,
      );
      try {
        for (let code: number | null = null; code !== 0;) {
          const at = Math.floor(10 * next());
          const afterMs = Math.floor(60 * next());
          code = await pass(sums.killed < kills ? { at: (_, index) => index === at, afterMs } : undefined);
          if (code === null) sums.killed++;
        }
        const { summary } = await openRun(dir);
        const seen = new Set<string>();
        for await (const line of readJournal(dir)) {
          const turn = `${line.trial} ${line.turn}`;
          if (line.kind === "reply" && seen.has(turn)) sums.doubled++;
          seen.add(turn);
        }
        sums.trials += planned.trials.length;
        sums.lost += planned.trials.length - summary.done;
        sums.again += server.asked.length - new Set(server.asked.map(({ customId }) => customId)).size;
      } finally {
        await server.close();
      }
    }
  } finally {
    rmSync(root, { recursive: true });
  }
  const { killed, runs, trials, lost, doubled, again } = sums;
  return {
    figure: `batches of ${provider}, ${killed} kills in ${runs} runs of ${trials / runs} trials`,
    measured: `${lost} trials lost, ${doubled} replies recorded twice, ${again} requests paid for again`,
    target: "0, 0, 0",
    met: lost + doubled + again === 0,
  };
}
