import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { results } from "../../../runner/results.ts";
import { imported, testFolder } from "../../fixture.ts";
import type { Mapping } from "../../mapping/mapping.ts";

const shared = join(import.meta.dirname, "../../../../../shared/interop/inspect-logs");
const folder = testFolder();
const skip = existsSync(shared) ? false : `no ${shared} here`;

/** What Inspect's own reader gives, by the script that made the logs. */
interface Expected {
  id: string | number;
  epoch: number;
  reply: string;
  reasoning: string | null;
  stop: string | null;
  calls: number;
  generations: number;
  score: string | null;
  status: string;
  value?: number;
  reason?: string;
}

const paired: Mapping = { arm: "metadata.arm", wording: "metadata.wording", "condition.tier": "metadata.tier" };
const plain: Mapping = { arm: "=paraphrase" };
const byId: Mapping = { arm: "=paraphrase", wording: "id" };

const logs: [name: string, mapping: Mapping][] = [
  ["pairs.eval", paired],
  ["pairs-json.json", paired],
  ["pairs-deflate.eval", paired],
  ["letters.eval", plain],
  ["dict-scores.eval", paired],
  ["graded-by-role.eval", paired],
  ["tools.eval", paired],
  ["sample-errors.eval", paired],
  ["eval-error.eval", paired],
  ["retried.eval", paired],
  ["cancelled.eval", paired],
  ["killed.eval", paired],
  ["attachments.eval", byId],
];
for (const [name, mapping] of logs)
  test(`${name}: the same rows and replies as Inspect's own reader`, { skip }, async () => {
    const file = join(shared, "logs", name);
    const { run, rows } = await imported(folder, file, mapping);
    const { proposed_rows: expected } = JSON.parse(
      readFileSync(join(shared, "expected", `${name.replace(/\.\w+$/, "")}.json`), "utf8"),
    ) as { proposed_rows: Expected[] };
    const scored = expected.filter(({ score }) => score !== null);
    const keyOf = (id: string | number, epoch: number, outcome: string) => `${id} ${epoch} ${outcome}`;
    const found = new Map(rows.map((row) => [keyOf(row.input, row.epoch, row.outcome), row]));
    for (const each of scored) {
      const row = found.get(keyOf(each.id, each.epoch, each.score!))!;
      assert.deepEqual([row.status, row.value], [each.status, each.value ?? null], JSON.stringify(each));
      if (each.reason !== undefined) assert.equal(row.reason, each.reason);
    }
    const failed = expected.filter(({ score }) => score === null);
    for (const { id, reason } of failed) {
      const ofSample = rows.filter((row) => row.input === String(id) && row.status === "unscored");
      assert.ok(
        ofSample.some((row) => row.reason!.endsWith(reason!)),
        `${id}: ${reason}`,
      );
    }
    const samples = new Map(expected.map((each) => [keyOf(each.id, each.epoch, ""), each]));
    const trials = await Array.fromAsync(results(run));
    assert.equal(trials.length, samples.size);
    for (const { trial, replies } of trials) {
      const sample = samples.get(keyOf(trial.input, trial.epoch, ""))!;
      const last = replies.at(-1)?.reply;
      assert.deepEqual(
        [last?.text ?? "", last?.reasoning ?? null, last?.stop ?? null, replies.length],
        [sample.reply, sample.reasoning, sample.stop, sample.generations],
        String(sample.id),
      );
    }
  });

test("tools: calls and what they gave back are kept, earlier replies too", { skip }, async () => {
  const { run } = await imported(folder, join(shared, "logs/tools.eval"), paired);
  const trials = await Array.fromAsync(results(run));
  const published = trials.find(({ trial }) => trial.arm === "verbatim")!;
  assert.deepEqual(
    published.replies.map(({ turn, reply, said }) => [
      turn,
      reply.text,
      reply.stop,
      reply.calls ?? [],
      said.at(-1)!.content,
    ]),
    [
      [
        "reply-1",
        "Writing it down.",
        "end",
        [{ name: "ledger", arguments: { entry: "sold", amount: 3 } }],
        published.replies[0]!.said[0]!.content,
      ],
      ["reply", "Done, I ACT.", "end", [], "written: sold 3"],
    ],
  );
  const failing = trials.find(({ trial }) => trial.wording === "paraphrase-1")!;
  assert.deepEqual(failing.replies[1]!.said, [{ role: "tool", name: "ledger", content: "the ledger is locked" }]);
  assert.deepEqual(published.replies[0]!.reply.usage, { input: 20, output: 9, cachedInput: null, reasoning: null });
});

test("samples in chunks are refused, saying why", { skip }, async () => {
  await assert.rejects(
    imported(folder, join(shared, "logs/tools-chunked.eval"), paired),
    /holds its samples in chunks/,
  );
});

test("a killed run says what it never began, and copies of a log are left out", { skip }, async () => {
  const killed = await imported(folder, join(shared, "logs/killed.eval"), paired);
  assert.equal(killed.leftOut.length, 5);
  const copies = await imported(
    folder,
    [join(shared, "logs/pairs.eval"), join(shared, "logs/pairs-deflate.eval")],
    paired,
  );
  assert.deepEqual([copies.run.plan.trials.length, copies.leftOut.length], [18, 18]);
});

const older = join(shared, "../UKGovernmentBEIS+inspect_ai");
for (const name of existsSync(older) ? readdirSync(older).filter((each) => each.endsWith(".eval")) : [])
  test(`an older log: ${name}`, async () => {
    const { rows } = await imported(folder, join(older, name), byId);
    assert.ok(rows.length > 0 && rows.every(({ status, replyHash }) => status === "scored" && replyHash !== null));
  });
