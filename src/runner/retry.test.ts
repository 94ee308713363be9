import assert from "node:assert/strict";
import test from "node:test";
import { ModelError } from "../models/model.ts";
import { backoff, GaveUp, retrying } from "./retry.ts";

const policy = { attempts: 4, baseMs: 1, maxMs: 4, longestMs: 1000 };
const passing = (retryAfterMs: number | null = null) =>
  new ModelError("busy", { retryable: true, status: 429, retryAfterMs });
const never = new AbortController().signal;

/** A call that fails with each of these in turn, then gives "done". */
function failing(...errors: unknown[]) {
  const times: number[] = [];
  const call = async () => {
    times.push(Date.now());
    if (times.length <= errors.length) throw errors[times.length - 1];
    return "done";
  };
  return { call, times };
}

test("what passes is tried again, and every attempt is recorded", async () => {
  const { call } = failing(passing(), new ModelError("reset", { retryable: true }));
  const { value, attempts } = await retrying(policy)(call, never);
  assert.equal(value, "done");
  assert.deepEqual(
    attempts.map(({ error }) => error),
    ["busy", "reset", null],
  );
  for (const { at, ms } of attempts) assert.ok(!Number.isNaN(Date.parse(at)) && ms >= 0);
});

for (const [what, error] of Object.entries({
  "an error that does not pass": new ModelError("no such model", { retryable: false, status: 404 }),
  "an error of another kind": new TypeError("undefined is not a function"),
}))
  test(`${what} is not tried again`, async () => {
    const { call, times } = failing(error);
    await assert.rejects(retrying(policy)(call, never), (gaveUp: GaveUp) => {
      assert.ok(gaveUp instanceof GaveUp);
      assert.equal(gaveUp.cause, error);
      assert.equal(gaveUp.message, error.message);
      assert.deepEqual(
        gaveUp.attempts.map((attempt) => attempt.error),
        [error.message],
      );
      return true;
    });
    assert.equal(times.length, 1);
  });

test("a call is given up after the policy's attempts", async () => {
  const { call, times } = failing(...Array.from({ length: 9 }, () => passing()));
  await assert.rejects(retrying(policy)(call, never), GaveUp);
  assert.equal(times.length, policy.attempts);
});

for (const asked of [0, -5000, null])
  test(`a server that says to come back in ${asked} ms is asked no sooner than by backoff`, async () => {
    const waits: number[] = [];
    const next = () => (waits.push(1), 0.5);
    const { call } = failing(...Array.from({ length: 3 }, () => passing(asked)));
    await retrying(policy, () => {}, next)(call, never);
    assert.ok(waits.length >= 3, `${waits.length} waits drawn`);
  });

test("a wait that is too long is named", async () => {
  const { call, times } = failing(passing(86_400_000));
  await assert.rejects(
    retrying(policy)(call, never),
    /^Error: busy; it asks to wait 24 h 0 min, and 1 s is waited at most: run again then$|^GaveUp: busy; it asks to wait 24 h 0 min, and 1 s is waited at most: run again then$/,
  );
  assert.equal(times.length, 1);
});

test("the wait doubles up to the most, with full jitter", () => {
  const wide = { ...policy, baseMs: 1000, maxMs: 6000 };
  const waits = (jitter: number) => [1, 2, 3, 4, 5].map((attempts) => backoff(wide, attempts, () => jitter));
  assert.deepEqual(waits(0.5), [500, 1000, 2000, 3000, 3000]);
  assert.deepEqual(waits(0), [0, 0, 0, 0, 0]);
});

test("a server's word on how long to wait holds for every call through the same caller", async () => {
  const retry = retrying(policy);
  const { call, times } = failing(passing(60));
  const other = failing();
  const first = retry(call, never);
  await new Promise(setImmediate);
  await Promise.all([first, retry(other.call, never)]);
  assert.ok((times[1] as number) - (times[0] as number) >= 59, "the call itself");
  assert.ok((other.times[0] as number) - (times[0] as number) >= 59, "another call");
});

test("a clock that is put back an hour meanwhile makes nobody wait an hour", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 3_600_000 });
  const retry = retrying(policy);
  let calls = 0;
  const call = async () => {
    if (calls++ > 0) return "done";
    setImmediate(() => t.mock.timers.setTime(0));
    throw passing(20);
  };
  const { value } = await retry(call, AbortSignal.timeout(60_000));
  assert.equal(value, "done");
});

test("a server that asks for too long a wait is not waited for", async () => {
  const { call, times } = failing(passing(policy.longestMs + 1));
  await assert.rejects(retrying(policy)(call, never), GaveUp);
  assert.equal(times.length, 1);
});

test("an abort ends the waiting, and is not a failure", async () => {
  const controller = new AbortController();
  const { call, times } = failing(passing(900));
  const waiting = retrying(policy)(call, controller.signal);
  setImmediate(() => controller.abort());
  await assert.rejects(waiting, { name: "AbortError" });
  assert.equal(times.length, 1);
});
