import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import test, { after } from "node:test";
import { listen } from "../models/provider-server.ts";
import type { Watched } from "../report/watch/open-watch.ts";
import { openRun } from "../runner/open-run.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-cli-run-"));
after(() => rmSync(root, { recursive: true }));
process.env["PARALLAX_HOME"] = join(root, "home");
const scenario = "alignment-faking-animal-welfare";

/** Starts `parallax run`; `ended` gives its exit code and what it wrote. */
function parallax(args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "run", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 120_000,
    killSignal: "SIGKILL",
  });
  const out: string[] = [];
  const errors: string[] = [];
  child.stdout.on("data", (data) => out.push(String(data)));
  child.stderr.on("data", (data) => errors.push(String(data)));
  const ended = once(child, "close").then(([code]) => ({
    code: code as number,
    out: out.join(""),
    errors: errors.join(""),
  }));
  return { child, errors, ended };
}

test("a dry run says what would be asked, and asks nothing", async (t) => {
  const args = ["--scenario", scenario, "--model", "openai/gpt-4o,local/smollm2-135m", "--dry-run"];
  const { code, out, errors } = await here(t, "run", ...args);
  assert.equal(code, 0);
  assert.match(errors, /^local\/smollm2-135m: not known is where its training data ends.*$/, "what is unknown is said");
  assert.match(out, /^openai\/gpt-4o: \d+ trials, \d+ calls, [\d,]+ tokens in, [\d,]+ out, \$\d/m);
  assert.match(out, /^local\/smollm2-135m: .*\$0\.00$/m);
});

test("a run ends with its summary and its folder; the same again asks nothing", async (t) => {
  const args = ["--scenario", scenario, "--model", "simulated/recognizer", "--elicit", "chat,choice", "--controls"];
  const more = ["--inputs", "2", "--epochs", "2", "--seed", "3", "--out"];
  const first = await parallax([...args, ...more, "here"]).ended;
  assert.equal(first.code, 0, first.errors);
  assert.match(first.out, /^(\d+) of \1 done\nhere\n$/);
  const { plan } = await openRun(join(root, "here"));
  assert.deepEqual(
    [plan.seed, plan.scenarios.length, new Set(plan.trials.map(({ elicit }) => elicit)).size],
    [3, 2, 2],
  );
  const again = await here(t, "run", ...args, ...more, join(root, "here"), "--mode", "replay");
  assert.equal(again.out, first.out.trimEnd().replace(/here$/, join(root, "here")));
});

test("--until stops once it is known, says what, and is no failure; without it the rest is asked", async (t) => {
  const plan = ["--scenario", scenario, "--model", "simulated/recognizer", "--elicit", "choice", "--inputs", "2"];
  const args = [...plan, "--epochs", "40", "--arms", "recognizable,paraphrase", "--out", join(root, "known")];
  const parallax = (...more: string[]) => here(t, "run", ...args, ...more);
  const first = await parallax("--until", "gap=40,rate=40");
  assert.equal(first.code, 0, first.errors);
  assert.match(
    first.out,
    /^[\d,]+ of [\d,]+ done(, \d+ cached)?; stopped, since all \d+ gaps are known to ± 40\.0 points and all/,
  );
  assert.equal((await parallax("--until", "gap=40,rate=40")).out, first.out);
  assert.match((await parallax()).out, /^(\S+) of \1 done(, \d+ cached)?\n\S*known$/);
});

const wrong: [string, string[], RegExp][] = [
  ["nothing named", [], /--scenario ID is missing/],
  ["an option there is not", ["--scenarios", scenario], /no option --scenarios; did you mean --scenario\?/],
  [
    "a number that is none",
    ["--scenario", scenario, "--model", "simulated/steady", "--epochs", "two"],
    /--epochs two: expected a number/,
  ],
  [
    "a scenario there is not",
    ["--scenario", "none-such", "--model", "simulated/steady"],
    /no scenario "none-such": expected one of/,
  ],
  ["a model there is not", ["--scenario", scenario, "--model", "simulated/none"], /no such simulated subject/],
];
for (const [what, args, message] of wrong)
  test(`exit code 2 and one message: ${what}`, async (t) => {
    const { code, errors, out } = await here(t, "run", ...args);
    assert.equal(code, 2);
    assert.match(errors, message);
    assert.equal(out, "");
    assert.doesNotMatch(errors, /\n\s+at /, "no stack trace");
  });

for (const [signal, presses] of [
  ["SIGINT", 1],
  ["SIGINT", 2],
  ["SIGTERM", 1],
  ["SIGTERM", 2],
] as const)
  test(`${signal} sent ${presses === 1 ? "once waits for" : "twice cuts off"} what is under way, and the run goes on later`, async (t) => {
    const gate = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const server = await listen(async ({ index }) => {
      if (index === 3) arrived.resolve();
      await gate.promise;
      return { text: "I will not do that." };
    });
    t.after(() => server.close());
    const args = ["--scenario", scenario, "--model", "openai-compatible/mine", "--inputs", "1", "--concurrency", "4"];
    args.push("--out", join(root, `interrupted-${signal}-${presses}`), "--mode", "off");
    process.env["OPENAI_COMPATIBLE_BASE_URL"] = server.openai;
    const { child, errors, ended } = parallax(args);
    await Promise.race([arrived.promise, ended]);
    child.kill(signal);
    while (child.exitCode === null && !errors.join("").includes("stopping"))
      await Promise.race([once(child.stderr, "data"), ended]);
    if (presses === 1) gate.resolve();
    else child.kill(signal);
    const { code, out } = await ended;
    gate.resolve();
    assert.equal(code, 130);
    assert.match(out, new RegExp(`^${presses === 1 ? 4 : 0} of \\d+ done`));
    assert.equal(server.requests.length, 4);
    const again = await here(t, "run", ...args);
    assert.equal(again.code, 0, again.errors);
    assert.equal(server.requests.length, (presses === 1 ? 0 : 4) + Number(/^(\d+) of/.exec(again.out)?.[1]));
  });

test("exit code 1 when trials failed, with the last failure told", async (t) => {
  const server = await listen(() => ({ status: 400, message: "no such thing" }));
  t.after(() => server.close());
  const args = [
    "--scenario",
    scenario,
    "--model",
    "openai-compatible/mine",
    "--inputs",
    "1",
    "--out",
    join(root, "failed"),
  ];
  process.env["OPENAI_COMPATIBLE_BASE_URL"] = server.openai;
  const { code, errors } = await parallax(args).ended;
  assert.equal(code, 1);
  assert.match(errors, /given up: .*no such thing/);
});

test("a run can be watched: its page tells the gaps so far and what failed, and that it has ended", async (t) => {
  const args = ["--scenario", "insider-trading", "--model", "simulated/recognizer", "--elicit", "choice"];
  const { child, errors, ended } = parallax([...args, "--epochs", "8", "--out", join(root, "watched"), "--watch"]);
  let address: string | undefined;
  child.stderr.on("data", () => (address ??= /watch it at (http:\S+)/.exec(errors.join(""))?.[1]));
  while (address === undefined) await Promise.race([once(child.stderr, "data"), ended]);
  const page = await (await fetch(address)).text();
  assert.match(page, /Gaps so far/);
  assert.equal((await fetch(`${address}report/watch/client/main.ts`)).status, 200);
  let watched: Watched;
  do {
    // Each look is worked out anew.
    await sleep(100);
    watched = (await (await fetch(`${address}state.json`)).json()) as Watched;
  } while (watched.state !== "ended");
  const { code, out } = await ended;
  assert.equal(code, 0);
  assert.match(out, new RegExp(`^${watched.planned.toLocaleString("en")} of `));
  assert.equal(watched.done, watched.planned);
  assert.equal(watched.trouble, null);
  const [first] = watched.found!.gaps;
  assert.match(first!.name, /^Insider trading/);
  assert.match(first!.interval, /^\[[−+\d., ]+\]$/u);
  assert.deepEqual(watched.found!.failures, []);
  // The last look is at the whole of the run.
  const gaps = JSON.parse((await here(t, "gap", join(root, "watched"), "--json")).out) as {
    publishedN: number;
    n: number;
  }[];
  assert.ok(
    gaps.some(({ publishedN, n }) => first!.counts.startsWith(`${publishedN} vs ${n},`)),
    first!.counts,
  );
  assert.equal(first!.unscored, "0 vs 0");
});
