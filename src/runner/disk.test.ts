import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { openHalt } from "./halt.ts";
import { sealedOf } from "./journal/files.ts";
import { readJournal } from "./journal/read-journal.ts";
import { writeJournal } from "./journal/write-journal.ts";
import { openLedger } from "./ledger.ts";
import { openLookup } from "./lookup.ts";
import { plan } from "./plan.ts";
import { recording } from "./record.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "./sample.ts";
import type { ReplyLine } from "./trial.ts";

const options = sampleOptions();
const id = "openai-compatible/sample";
const planned = plan({ scenarios: [sampleScenario(2)], models: [id], epochs: 4 });
const talkative = () => sampleModel(() => sampleReply(`I HOLD. ${"x".repeat(4000)}`));

/** Mounts a small file system at a folder, or skips the test where that is not allowed. */
function mount(t: TestContext, dir: string, size: string): ((options: string) => void) | null {
  mkdirSync(dir, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", dir], { stdio: "pipe" });
  } catch {
    t.skip("no right to mount a file system of a fixed size here");
    return null;
  }
  t.after(() => execFileSync("umount", [dir]));
  return (change) => execFileSync("mount", ["-o", `remount,${change}`, dir]);
}

test("a full disk is one error, and what was received is not paid for twice", async (t) => {
  const model = talkative();
  const here = options({ models: [model], concurrency: 8 });
  const remount = mount(t, here.dir, "128k");
  if (!remount) return;
  await assert.rejects(run(planned, here), (error: Error) => {
    assert.match(
      error.message,
      /^cannot write .*trials\.jsonl \(ENOSPC.*\): make room or mend the folder's permissions, and run the same again; \d+ (reply|replies) received since then kept in the cache, not to be paid for again$/,
    );
    return true;
  });
  const asked = model.asked.length;
  assert.ok(asked > 8 && asked < 48, `${asked} asked before the disk was full`);
  assert.ok(readFileSync(join(here.dir, "trials.jsonl"), "utf8").endsWith("}\n"), "the journal ends with a whole line");
  remount("size=8m");
  const { summary } = await run(planned, here);
  assert.deepEqual([summary.done, model.asked.length], [48, 48]);
});

test("a disk that is full by half of what is sealed loses no line", async (t) => {
  const { dir } = options();
  if (!mount(t, dir, "128k")) return;
  const journal = await writeJournal(dir, { tail: 70_000, frame: 1e6 });
  const lineOf = (turn: number) => {
    const text = randomBytes(5000).toString("base64");
    return { kind: "failure" as const, trial: "t", turn: String(turn), error: text, attempts: [] };
  };
  const lines = Array.from({ length: 15 }, (_, turn) => lineOf(turn));
  for (const line of lines) await journal.append(line);
  await journal.close();
  assert.equal(statSync(sealedOf(dir)).size, 0, "what did not fit takes no room");
  assert.deepEqual(await Array.fromAsync(readJournal(dir)), lines);
});

test("a disk too full for the manifest is an error before anything is asked", async (t) => {
  const model = talkative();
  const here = options({ models: [model] });
  if (!mount(t, here.dir, "8k")) return;
  const named = { ...planned, trials: [...planned.trials] };
  await assert.rejects(run(named, here), /cannot write .*manifest\.json \(the disk is full\): make room/);
  assert.equal(model.asked.length, 0);
});

test("a full disk under the cache stops the run with every reply in the journal", async (t) => {
  const model = talkative();
  const here = options({ models: [model], concurrency: 4 });
  const small = join(here.dir, "small");
  const remount = mount(t, small, "128k");
  if (!remount) return;
  const cache = join(small, "replies.sqlite");
  await assert.rejects(
    run(planned, { ...here, cache }),
    /cannot write the reply cache \(.*full\): make room or use mode "off".*no reply is lost/,
  );
  const asked = model.asked.length;
  assert.ok(asked < 48);
  const { summary } = await run(planned, { ...here, cache, mode: "off" });
  assert.deepEqual([summary.done, model.asked.length], [48, 48]);
});

test("a read-only folder is an error before anything is asked", async (t) => {
  const model = talkative();
  const here = options({ models: [model] });
  const remount = mount(t, here.dir, "1m");
  if (!remount) return;
  remount("ro");
  await assert.rejects(run(planned, here), /cannot write in .* \(.*\): give the run a dir that you can write/);
  await assert.rejects(
    run(planned, { ...here, dir: join(here.dir, "deeper") }),
    /cannot make .*deeper.*: give the run a dir/,
  );
  assert.equal(model.asked.length, 0);
});

test("replies that could be kept nowhere are counted in the error", async () => {
  const { dir } = options();
  const ledger = await openLedger(planned);
  using halt = openHalt({});
  const journal = { append: () => Promise.reject(new Error("EIO: i/o error")), deleted: null };
  const recorder = recording({
    file: `${dir}/trials.jsonl`,
    journal,
    lookup: await openLookup("off", {}),
    halt,
    note: (line: ReplyLine) => void ledger.add(line),
  });
  const reply = sampleReply("I HOLD.");
  const line: ReplyLine = {
    kind: "reply",
    trial: "t",
    turn: "action",
    key: "k",
    said: [],
    reply,
    cached: false,
    usd: null,
    attempts: [],
  };
  assert.equal(await recorder.record(line), null);
  assert.equal(await recorder.record({ ...line, cached: true }), null);
  assert.equal(halt.drain.aborted, true);
  assert.equal(ledger.summary.done, 0);
  assert.throws(
    () => recorder.check(),
    /EIO: i\/o error.*; 1 reply received since then could be kept nowhere and will be asked again$/,
  );
});
