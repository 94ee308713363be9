import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import test, { after, before, type TestContext } from "node:test";
import { plan } from "../plan.ts";
import type { Progress } from "../progress.ts";
import { run } from "../run.ts";
import { sampleOptions } from "../sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "../sample.ts";
import { openPlace, openQueue } from "./open-queue.ts";
import { ownPostgres, withPostgres, type OwnPostgres } from "./own-postgres.ts";
import { openPostgres } from "./postgres.ts";
import { withWords } from "./reach.ts";
import { work } from "./work.ts";
import type { WorkOptions } from "./work-options.ts";

const options = sampleOptions();
const quiet = { onProgress: () => {}, mode: "off", retry: { baseMs: 1, maxMs: 2 } } as const;
let server: OwnPostgres;

before(async () => {
  if (!withPostgres.skip) server = await ownPostgres();
});
after(() => server?.close());

async function sql(address: string, ...texts: string[]): Promise<Record<string, unknown>[]> {
  const database = await openPostgres(address);
  try {
    let rows: Record<string, unknown>[] = [];
    for (const text of texts) rows = await database.query(text);
    return rows;
  } finally {
    await database.close();
  }
}

/** A plan whose replies no compression makes smaller, put into a queue. */
async function begin(address: string, size: number) {
  const planned = plan({ scenarios: [sampleScenario(2)], models: ["openai-compatible/sample"], epochs: 3 });
  const model = sampleModel(() => sampleReply(`I HOLD. ${randomBytes(size).toString("base64")}`));
  const { dir } = options();
  const collect = (wait: boolean) => run(planned, { dir, models: [model], ...quiet, queue: { address, wait } });
  await collect(false);
  const { dir: folder } = options();
  const asking = async (rest: WorkOptions = {}) => {
    const place = await openPlace(address, "");
    const queue = await openQueue(place);
    try {
      return await withWords(place.shown, () => work(queue, { dir: folder, open: [model], ...quiet, ...rest }));
    } finally {
      await queue.close();
      await place.database.close();
    }
  };
  return { planned, model, collect, asking };
}

/** A database whose tables have so much room; null where that cannot be had here. */
async function roomOf(t: TestContext, size: string) {
  const address = server.database("outside");
  const [row] = await sql(address, "SHOW data_directory");
  const dir = join(String(row!["data_directory"]), "..", "small");
  const { uid, gid } = statSync(String(row!["data_directory"]));
  mkdirSync(dir);
  const mount = (change: string) =>
    execFileSync("mount", ["-t", "tmpfs", "-o", `${change},uid=${uid},gid=${gid},mode=700`, "tmpfs", dir], {
      stdio: "pipe",
    });
  try {
    mount(`size=${size}`);
  } catch {
    t.skip("no right to mount a file system of a fixed size here");
    return null;
  }
  await sql(address, `CREATE TABLESPACE small LOCATION '${dir}'`, "CREATE DATABASE small TABLESPACE small");
  t.after(async () => {
    await sql(address, "DROP DATABASE small WITH (FORCE)", "DROP TABLESPACE small");
    execFileSync("umount", [dir]);
  });
  const inside = new URL(address);
  inside.pathname = "/small";
  return { address: inside.href, enlarge: (to: string) => mount(`remount,size=${to}`) };
}

test(
  "a database without room: a worker waits, says why, and brings what it received later",
  withPostgres,
  async (t) => {
    const room = await roomOf(t, "12m");
    if (room === null) return;
    const { planned, model, collect, asking } = await begin(room.address, 200_000);
    await assert.rejects(
      asking({ patienceMs: 100 }),
      /cannot use the queue \S+: .*No space left on device: make room on its disk, and run the same again/,
    );
    const asked = model.asked.length;
    assert.ok(asked > 0 && asked < planned.trials.length, `${asked} asked before it was full`);
    const said: string[] = [];
    const onProgress = ({ retrying }: Progress) => {
      if (retrying === null || said.length > 0) return;
      said.push(retrying);
      room.enlarge("200m");
    };
    const { done } = await asking({ onProgress });
    assert.match(said[0]!, /^waiting for the queue: .*No space left on device/);
    assert.equal(done, planned.trials.length - asked, "what was received is brought, and not asked again");
    assert.equal(model.asked.length, planned.trials.length);
    assert.equal((await collect(true)).summary.done, planned.trials.length);
  },
);

test("a database that turns read-only while it is asked is waited for", withPostgres, async () => {
  const address = server.database("turning");
  const { planned, model, collect, asking } = await begin(address, 100);
  const turn = (to: string) =>
    sql(
      `${new URL("/postgres", address).href}`,
      `ALTER DATABASE turning SET default_transaction_read_only = ${to}`,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'turning'",
    );
  let turned: Promise<unknown> | null = null;
  let said: string | null = null;
  const onProgress = ({ done, retrying }: Progress) => {
    if (done > 3) turned ??= turn("on");
    if (said !== null || !/read-only/.test(retrying ?? "")) return;
    said = retrying;
    turned = turn("off");
  };
  await asking({ concurrency: 2, onProgress });
  await turned;
  assert.match(said!, /^waiting for the queue: cannot execute .* in a read-only transaction/);
  assert.equal(model.asked.length, planned.trials.length);
  assert.equal((await collect(true)).summary.done, planned.trials.length);
});

test(
  "a server that has no connection left is waited for, and named where it has none after all",
  withPostgres,
  async () => {
    const address = server.database("crowded");
    await sql(address, "CREATE ROLE one LOGIN CONNECTION LIMIT 1");
    const crowded = new URL(address);
    crowded.username = "one";
    const first = await openPlace(crowded.href, "");
    await assert.rejects(
      openPlace(crowded.href, "", 100),
      /too many connections for role "one": raise max_connections there, or start fewer workers/,
    );
    const second = openPlace(crowded.href, "");
    await first.database.close();
    await (await second).database.close();
  },
);
