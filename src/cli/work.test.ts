import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before, type TestContext } from "node:test";
import { listen, type ProviderServer } from "../models/provider-server.ts";
import { openPostgres } from "../runner/queue/postgres.ts";
import { ownPostgres, withPostgres, type OwnPostgres } from "../runner/queue/own-postgres.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-cli-work-"));
let database: OwnPostgres;
let provider: ProviderServer;
let count = 0;

before(async () => {
  if (withPostgres.skip) return;
  database = await ownPostgres();
  provider = await listen(() => ({ text: "I HOLD." }));
});
after(async () => {
  await database?.close();
  await provider?.close();
  rmSync(root, { recursive: true, force: true });
});

/** Sets variables of the environment for one test. */
function environment(t: TestContext, set: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(set)) {
    const earlier = process.env[name];
    const put = (to: string | undefined) => (to === undefined ? delete process.env[name] : (process.env[name] = to));
    put(value);
    t.after(() => put(earlier));
  }
}

const keys = () => ({
  PARALLAX_HOME: join(root, "home"),
  OPENAI_BASE_URL: provider.openai,
  ANTHROPIC_BASE_URL: provider.anthropic,
  OPENAI_API_KEY: "sk-test-0123456789",
  ANTHROPIC_API_KEY: "sk-test-0123456789",
});

const both = ["openai/gpt-4o", "anthropic/claude-opus-4-6"];
const runArgs = (queue: string, ...rest: string[]) => {
  const spec = ["--scenario", "insider-trading", "--arms", "recognizable", "--max-tokens", "9", ...rest];
  return ["run", ...spec, "--queue", queue, "--no-wait", "--out", join(root, `run-${++count}`)];
};
const workArgs = (queue: string, ...rest: string[]) => [
  "work",
  queue,
  "--mode",
  "off",
  "--dir",
  join(root, `worker-${++count}`),
  ...rest,
];

/** One clear line, and nothing asked. */
function refusedBy({ code, errors }: { code: number; errors: string }, says: RegExp): void {
  assert.notEqual(code, 0);
  const messages = errors.split("\n").filter((line) => line.startsWith("parallax"));
  assert.equal(messages.length, 1, errors);
  assert.match(messages[0]!, says);
  assert.doesNotMatch(errors, /\bE[A-Z]{4,}\b|^\s+at /m);
  assert.equal(provider.requests.length, 0, "nothing was asked");
}

for (const command of ["run", "work"])
  test(`${command}: an address where nothing is`, withPostgres, async (t) => {
    environment(t, keys());
    const args = (queue: string) => (command === "run" ? runArgs(queue, "--model", both[0]!) : workArgs(queue));
    refusedBy(
      await here(t, ...args("postgres://ada:secret@127.0.0.1:1/study")),
      /cannot use the queue postgres:\/\/ada@127.0.0.1:1\/study: 127.0.0.1:1: nothing listens there: start PostgreSQL/,
    );
    const there = new URL(database.database(`there_${command}`));
    there.pathname = "/elsewhere";
    refusedBy(await here(t, ...args(there.href)), /there is no such database: make it with createdb/);
    refusedBy(await here(t, ...args("mysql://db/study")), /expected postgres:\/\/user@host\/database/);
  });

test("a database without a plan, and one with another version's tables", withPostgres, async (t) => {
  environment(t, keys());
  const queue = database.database("versions");
  refusedBy(await here(t, ...workArgs(queue)), /holds no plan yet: "parallax run … --queue ADDRESS" puts one there/);
  assert.equal((await here(t, ...runArgs(queue, "--model", both[0]!))).code, 1);
  const place = await openPostgres(queue);
  t.after(() => place.close());
  await place.query("UPDATE parallax_jobs.version SET version = version - 1");
  refusedBy(await here(t, ...workArgs(queue)), /made by another version of pg-boss .*use the same version of parallax/);
  await place.query("UPDATE parallax.about SET version = 99");
  const another = /made by another version of parallax \(its tables are version 99, this is 2\)/;
  refusedBy(await here(t, ...workArgs(queue)), another);
  refusedBy(await here(t, ...runArgs(queue, "--model", both[0]!)), another);
});

test(
  "a worker of another version of this package, and one after the plan was put again by this one",
  withPostgres,
  async (t) => {
    environment(t, keys());
    const queue = database.database("packages");
    const args = [...runArgs(queue, "--model", both[0]!), "--epochs", "1"];
    assert.equal((await here(t, ...args)).code, 1);
    const place = await openPostgres(queue);
    t.after(() => place.close());
    await place.query(
      `UPDATE parallax.about SET head = regexp_replace(head, '"packageVersion":"[^"]*"', '"packageVersion":"0.0.7"')`,
    );
    refusedBy(
      await here(t, ...workArgs(queue)),
      /is asked by parallax 0\.0\.7, and this is \d+\.\d+\.\d+: use the same version/,
    );
    assert.equal((await here(t, ...args)).code, 1);
    assert.equal((await here(t, ...workArgs(queue))).code, 0);
    const { length } = provider.requests;
    assert.ok(length > 0);
    provider.requests.length = 0;
    await place.query("UPDATE parallax_jobs.version SET version = version + 1");
    refusedBy(await here(t, ...workArgs(queue)), /made by another version of pg-boss/);
  },
);

test("a user without rights, and a database that is read-only", withPostgres, async (t) => {
  environment(t, keys());
  const owner = database.database("rights");
  const place = await openPostgres(owner);
  t.after(() => place.close());
  await place.query("CREATE ROLE guest LOGIN");
  const guest = new URL(owner);
  guest.username = "guest";
  const first = await here(t, ...runArgs(guest.href, "--model", both[0]!));
  refusedBy(first, /cannot use the queue \S+: permission denied for database rights: give a user who may/);
  assert.equal((await here(t, ...runArgs(owner, "--model", both[0]!))).code, 1);
  for (const args of [workArgs(guest.href), runArgs(guest.href, "--model", both[0]!)])
    refusedBy(await here(t, ...args), /cannot use the queue \S+: permission denied for schema parallax: give a user/);
  const standby = database.database("standby");
  await place.query("ALTER DATABASE standby SET default_transaction_read_only = on");
  refusedBy(await here(t, ...runArgs(standby, "--model", both[0]!)), /it is read-only, as a standby is: give the addr/);
});

test("two plans in one database: the second is refused, or has a schema of its own", withPostgres, async (t) => {
  environment(t, keys());
  const queue = database.database("plans");
  assert.equal((await here(t, ...runArgs(queue, "--model", both[0]!))).code, 1);
  const second = runArgs(queue, "--model", both[0]!, "--seed", "2");
  refusedBy(
    await here(t, ...second),
    /holds another plan \(\w{12}, this is \w{12}\).*another database, or .*schema=NAME/,
  );
  const aside = await here(t, ...runArgs(`${queue}?schema=two`, "--model", both[0]!, "--seed", "2"));
  assert.match(aside.out, /^0 of \d+ done/);
});

test("a worker asks the models it has keys for, and one without any says so", withPostgres, async (t) => {
  environment(t, keys());
  const queue = database.database("keys");
  const { out } = await here(t, ...runArgs(queue, "--model", both.join(",")));
  assert.match(out, /^0 of \d+ done/);
  environment(t, { ANTHROPIC_API_KEY: undefined });
  refusedBy(
    await here(t, ...workArgs(queue, "--model", both[1]!)),
    /anthropic\/claude-opus-4-6" needs a key: set the environment variable ANTHROPIC_API_KEY/,
  );
  refusedBy(
    await here(t, ...workArgs(queue, "--model", "openai/gpt-4")),
    /the plan in .* does not ask openai\/gpt-4: it asks/,
  );
  environment(t, { OPENAI_API_KEY: undefined });
  refusedBy(
    await here(t, ...workArgs(queue)),
    /this worker can ask no model of the plan .*OPENAI_API_KEY.*ANTHROPIC_API_KEY/,
  );
  environment(t, { OPENAI_API_KEY: "sk-test-0123456789" });
  const worked = await here(t, ...workArgs(queue, "--json"));
  const { models, done, left } = JSON.parse(worked.out) as {
    models: string[];
    done: number;
    left: { model: string }[];
  };
  assert.deepEqual([worked.code, models, left.map(({ model }) => model)], [0, [both[0]], [both[1]]]);
  assert.ok(done > 0);
  assert.ok(provider.requests.every(({ body }) => body.model === "gpt-4o"));
});
