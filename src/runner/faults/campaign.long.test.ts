import assert from "node:assert/strict";
import test from "node:test";
import type { Provider } from "./askable.ts";
import { campaign } from "./campaign.ts";
import type { Kind } from "./passing.ts";

const cases: [Provider, Kind][] = [
  ["openai", "SIGKILL"],
  ["openai-compatible", "SIGTERM"],
  ["anthropic", "disk full"],
  ["openai", "server resets"],
];
for (const [provider, kind] of cases)
  test(`${provider}, ${kind}: nothing is lost, doubled, mixed up or paid again, and all is replayed elsewhere`, async (t) => {
    const found = await campaign(provider, kind, { epochs: 2, trials: 40, kills: 3 });
    if (found === null) return t.skip("no right to mount a file system of a fixed size here");
    const { kills, trials, runs: _, ...counted } = found;
    assert.ok(kills >= 3 && trials >= 40, `${kills} faults in ${trials} trials`);
    assert.deepEqual(counted, { lost: 0, doubled: 0, mixed: 0, again: 0, elsewhere: 0 });
  });
