import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { killing } from "./killing.ts";
import { ownPostgres, withPostgres } from "./own-postgres.ts";

test(
  "workers and PostgreSQL killed and started again: nothing lost, none twice, paid again at most what was under way",
  withPostgres,
  async (t) => {
    const postgres = await ownPostgres();
    t.after(() => postgres.close());
    const root = mkdtempSync(join(tmpdir(), "parallax-killing-"));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    const killed = await killing(postgres, postgres.database("study"), {
      epochs: 40,
      workers: 2,
      concurrency: 2,
      kills: { worker: 4, postgres: 1 },
      pauseMs: 2500,
      root,
      seed: "a handful",
    });
    const { lost, doubled, mixed, again, kills, underWay } = killed;
    assert.deepEqual({ lost, doubled, mixed, again }, { lost: 0, doubled: 0, mixed: 0, again: 0 });
    assert.ok(kills.worker >= 1 && kills.postgres === 1, JSON.stringify(kills));
    assert.ok(underWay <= 2 * kills.worker, `${underWay} under way in ${kills.worker} kills of 2 at a time`);
  },
);
