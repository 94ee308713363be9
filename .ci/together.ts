/**
 * One process of the suite: `--grace=SECONDS FILE…`, test files, each a suite under its path, one
 * loaded when the one before has ended, in the environment of the first. Where they are several,
 * what else a file leaves changed or open fails that file, so that none after it is misled.
 */
import { suite, test } from "node:test";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inspect, parseArgs } from "node:util";
import { processorTime } from "./file-report.ts";
import { processorSeconds } from "./processor-seconds.ts";
import { stateOf, traces, type State } from "./traces.ts";

const { values, positionals: files } = parseArgs({ options: { grace: { type: "string" } }, allowPositionals: true });
// What is thrown after its test has ended fails the file, by the exit code, and is to be read.
for (const event of ["uncaughtExceptionMonitor", "unhandledRejection"])
  process.on(event, (error: unknown) => process.stderr.write(`${inspect(error)}\n`));

const variables = { ...process.env };
let taken = 0;
for (const file of files) {
  let before: State;
  void suite(file, async () => {
    before = stateOf();
    await import(pathToFileURL(path.resolve(file)).href);
  });
  // A test after the suite's, as its own hooks have tidied up by then, whatever failed.
  await test("it leaves no traces", async (t) => {
    const now = processorSeconds();
    t.diagnostic(`${processorTime}${now - taken}`);
    taken = now;
    // Each file sets for itself what it needs, and the next begins with what the first began with.
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    Object.assign(process.env, variables);
    if (files.length > 1) await traces(before, Number(values.grace));
  });
  // What was reported is on its way before the next file can end the process.
  for (let i = 0; i < 3; i++) await turn();
}
