import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { zstdDecompressSync } from "node:zlib";
import { exportCassette } from "../cassette.ts";
import { openResults } from "../open-results.ts";
import { openRun } from "../open-run.ts";
import { plan } from "../plan.ts";
import { results } from "../results.ts";
import { run } from "../run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../sample.ts";
import { sampleOptions } from "../sample-options.ts";
import type { ReplyLine } from "../trial.ts";
import { journalSize, sealedOf, tailOf } from "./files.ts";
import { linesSince, positionOf } from "./position.ts";
import { readJournal } from "./read-journal.ts";
import { writeJournal } from "./write-journal.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-journal-"));
after(() => rmSync(root, { recursive: true }));
let count = 0;
const fresh = () => mkdtempSync(join(root, `${count++}-`));

/** Small enough that a few lines are sealed in a few frames. */
const small = { tail: 8_000, frame: 2_000 };

const lineOf = (index: number): ReplyLine => ({
  kind: "reply",
  trial: `trial-${index}`,
  turn: "action",
  said: [{ role: "user", content: `Prompt ${index % 3}: ${"so it is. ".repeat(40)}` }],
  key: `key-${index}`,
  reply: sampleReply(`I HOLD ${index}\u2028"é`),
  cached: false,
  usd: 0.1,
  attempts: [],
});
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => lineOf(from + i));

/** A folder with so many lines, written a few at a time. */
async function written(lines: readonly ReplyLine[], dir = fresh()): Promise<string> {
  const journal = await writeJournal(dir, small);
  for (let start = 0; start < lines.length; start += 8)
    await Promise.all(lines.slice(start, start + 8).map((line) => journal.append(line)));
  await journal.close();
  return dir;
}
const read = (dir: string) => Array.fromAsync(readJournal(dir));
const copyOf = (dir: string) => {
  const copy = fresh();
  cpSync(dir, copy, { recursive: true });
  return copy;
};

test("what is sealed is read as it was written, each prompt is kept once, and zstd reads it as lines", async () => {
  const lines = range(0, 60);
  const dir = await written(lines);
  assert.deepEqual(await read(dir), lines);
  assert.ok(existsSync(sealedOf(dir)));
  const plain = lines.map((line) => JSON.stringify(line)).join("\n").length;
  assert.ok(journalSize(dir)! < plain / 3, `${journalSize(dir)} of ${plain}`);
  const text = execFileSync("sh", ["-c", `command -v zstd >/dev/null && zstd -dc "$0" || true`, sealedOf(dir)]);
  if (text.length === 0) return;
  const kinds = Map.groupBy(String(text).trim().split("\n"), (line) => (JSON.parse(line) as { kind: string }).kind);
  assert.equal(kinds.get("said")?.length, 3);
  assert.ok(kinds.get("reply")!.length > 40);
});

test("a writer that goes on with what another began seals behind it", async () => {
  const lines = range(0, 90);
  const dir = await written(lines.slice(0, 31));
  await written(lines.slice(31, 33), dir);
  await written(lines.slice(33), dir);
  assert.deepEqual(await read(dir), lines);
});

test("any line is read again where it stands", async () => {
  const { dir, planned } = await sealedRun();
  const run = await openRun(dir);
  using opened = await openResults(run);
  const all = await Array.fromAsync(results(run));
  for (const trial of planned.trials.toReversed())
    assert.deepEqual(
      opened.read(trial),
      all.find((each) => each.trial.id === trial.id),
    );
  assert.ok(all.every(({ status }) => status === "done"));
});

/** A run whose journal is sealed but for its last lines. */
async function sealedRun() {
  const model = sampleModel();
  const planned = plan({ scenarios: [sampleScenario(3)], models: [model.id], epochs: 2 });
  const options = sampleOptions()({ models: [model], mode: "off" });
  const { dir } = await run(planned, options);
  const lines = await read(dir);
  rmSync(tailOf(dir));
  await written(lines as ReplyLine[], dir);
  assert.ok(existsSync(sealedOf(dir)));
  return { dir, planned, lines, options };
}

test("a sealed run is gone on with, asks nothing again, and gives the same cassette", async () => {
  const { dir, planned, lines, options } = await sealedRun();
  const again = sampleModel();
  const { summary } = await run(planned, { ...options, models: [again] });
  assert.deepEqual([summary.done, again.asked.length], [planned.trials.length, 0]);
  assert.deepEqual(await read(dir), lines);
  assert.equal(
    await exportCassette({ dir }, join(root, "cassette.jsonl")),
    new Set(lines.map((line) => (line as ReplyLine).key)).size,
  );
});

/** The folder before a sealing and after it, and the lines that both hold. */
async function aroundSealing(lines: number) {
  let before = fresh();
  const dir = fresh();
  const all = range(0, 200);
  const journal = await writeJournal(dir, small);
  let [sealings, index] = [0, 0];
  while (sealings < lines) {
    before = copyOf(dir);
    await journal.append(all[index++]!);
    const size = journalSize(dir)!;
    await journal.check();
    if (journalSize(dir)! < size) sealings++;
  }
  await journal.close();
  return { before, after: dir, line: all[index - 1]!, lines: all.slice(0, index) };
}

for (const sealing of [1, 2])
  test(`whatever ends the process within its sealing ${sealing}, every line is there once`, async () => {
    const { before, after, line, lines } = await aroundSealing(sealing);
    // All that the sealing found: the line that made the tail too long is in it.
    writeFileSync(
      tailOf(before),
      `${existsSync(tailOf(before)) ? readFileSync(tailOf(before), "utf8") : ""}${JSON.stringify(line)}\n`,
    );
    const [sealed, tail] = [readFileSync(sealedOf(after)), readFileSync(tailOf(after))];
    const from = sealing === 1 ? 0 : readFileSync(sealedOf(before)).length;
    const cuts = [from, from + 1, from + 19, from + 20, from + 300, sealed.length - 1, sealed.length].filter(
      (cut) => cut <= sealed.length,
    );
    const states: ((dir: string) => void)[] = [
      ...cuts.map((cut) => (dir: string) => writeFileSync(sealedOf(dir), sealed.subarray(0, cut))),
      ...[0, 5, tail.length].map((cut) => (dir: string) => {
        writeFileSync(sealedOf(dir), sealed);
        writeFileSync(`${tailOf(dir)}.1.part`, tail.subarray(0, cut));
      }),
      (dir) => {
        writeFileSync(sealedOf(dir), sealed);
        writeFileSync(tailOf(dir), tail);
      },
    ];
    for (const [state, make] of states.entries()) {
      const dir = copyOf(before);
      make(dir);
      assert.deepEqual(await read(dir), lines, `state ${state} is read`);
      const more = range(200, 224);
      await written(more, dir);
      assert.deepEqual(await read(dir), [...lines, ...more], `state ${state} is gone on with`);
    }
  });

test("a sealing whose tail could not be put in place is done again, with every prompt", async () => {
  const lines = range(0, 120);
  const dir = fresh();
  const journal = await writeJournal(dir, small);
  const inTheWay = `${tailOf(dir)}.${process.pid}.part`;
  mkdirSync(inTheWay);
  await Promise.all(lines.slice(0, 20).map((line) => journal.append(line)));
  await journal.check();
  assert.ok(existsSync(sealedOf(dir)));
  assert.deepEqual(await read(dir), lines.slice(0, 20));
  rmdirSync(inTheWay);
  await Promise.all(lines.slice(20, 119).map((line) => journal.append(line)));
  await journal.append(lines[119]);
  await journal.close();
  assert.match(readFileSync(tailOf(dir), "utf8"), /^\{"kind":"sealed"/);
  assert.deepEqual(await read(dir), lines);
});

test("what came behind a position is found in a long tail, and after it was sealed", async () => {
  const lines = range(0, 400);
  const dir = fresh();
  const journal = await writeJournal(dir);
  await Promise.all(lines.slice(0, 300).map((line) => journal.append(line)));
  const before = await positionOf(dir);
  assert.deepEqual([before.lines, before.sealed], [300, 0]);
  await Promise.all(lines.slice(300).map((line) => journal.append(line)));
  await journal.close();
  assert.deepEqual(await linesSince(dir, before), lines.slice(300));
  await written(range(400, 408), dir);
  assert.deepEqual(await linesSince(dir, before), range(300, 408));
  const after = await positionOf(dir);
  assert.ok(after.sealed > 0);
  assert.deepEqual(await linesSince(dir, after), []);
  assert.equal(await linesSince(dir, { ...after, linesHash: "another" }), null);
});

test("a tail that lost its mark costs nothing; one that is gone costs what it held", async () => {
  const lines = range(0, 60);
  const dir = await written(lines);
  const unmarked = copyOf(dir);
  const text = readFileSync(tailOf(dir), "utf8");
  writeFileSync(tailOf(unmarked), text.slice(text.indexOf("\n") + 1));
  assert.deepEqual(await read(unmarked), lines);
  await written([], unmarked);
  assert.deepEqual(await read(await written(range(60, 120), unmarked)), range(0, 120));
  const torn = copyOf(dir);
  writeFileSync(tailOf(torn), text.slice(0, 25));
  const gone = copyOf(dir);
  rmSync(tailOf(gone));
  const kept = lines.slice(0, lines.length - (text.trim().split("\n").length - 1));
  assert.deepEqual([await read(gone), await read(torn)], [kept, kept]);
  assert.deepEqual(await read(await written(range(60, 120), torn)), [...kept, ...range(60, 120)]);
  assert.deepEqual(await read(await written(range(60, 120), gone)), [...kept, ...range(60, 120)]);
});

test("a sealed file that is gone, cut or damaged is an error that says what to do", async () => {
  const dir = await written(range(0, 60));
  const gone = copyOf(dir);
  rmSync(sealedOf(gone));
  await assert.rejects(read(gone), /trials\.jsonl\.zst is gone or was cut.*put it back/);
  const cut = copyOf(dir);
  truncateSync(sealedOf(cut), readFileSync(sealedOf(cut)).length - 5);
  await assert.rejects(read(cut), /trials\.jsonl\.zst is gone or was cut/);
  const bytes = readFileSync(sealedOf(dir));
  bytes[60]! ^= 0x55;
  writeFileSync(sealedOf(dir), bytes);
  await assert.rejects(read(dir), /trials\.jsonl\.zst is damaged at byte 24 .*put back a copy/);
  assert.throws(() => zstdDecompressSync(bytes.subarray(24)));
});

/** Writes lines until it is killed, and says of each that it is on disk. */
const endless = `
  import { writeJournal } from ${JSON.stringify(import.meta.resolve("./write-journal.ts"))};
  const [dir, from] = process.argv.slice(1);
  const journal = await writeJournal(dir, { tail: 4000, frame: 1500 });
  const said = [{ role: "user", content: "so it is. ".repeat(30) }];
  const lineOf = (number) => ({ kind: "reply", trial: "t", turn: "action", said, key: String(number), reply: {} });
  for (let number = Number(from); ; number += 4) {
    await Promise.all([0, 1, 2, 3].map((more) => journal.append(lineOf(number + more))));
    process.stdout.write(number + 4 + "\\n");
  }`;

test("a writer that is killed, again and again, has lost no line that it said was on disk", async () => {
  const dir = fresh();
  let acknowledged = 0;
  for (let kill = 0; kill < 4; kill++) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", endless, dir, String(acknowledged)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const wanted = acknowledged + 17 + 11 * kill;
    for await (const chunk of child.stdout) {
      for (const number of String(chunk).trim().split("\n")) acknowledged = Math.max(acknowledged, Number(number));
      if (acknowledged >= wanted) child.kill("SIGKILL");
    }
    const lines = (await read(dir)) as ReplyLine[];
    const numbers = lines.map(({ key }) => Number(key));
    assert.deepEqual(numbers, Array.from(numbers.keys()), `after kill ${kill}: each once, in order`);
    assert.ok(numbers.length >= acknowledged, `after kill ${kill}: ${numbers.length} of ${acknowledged}`);
    acknowledged = numbers.length;
  }
  assert.ok(existsSync(sealedOf(dir)));
});
