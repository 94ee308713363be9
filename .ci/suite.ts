/**
 * Runs the tests: `npm test [-- FILE…]`, where none is named all but the long ones, and with
 * `--long` these (files called `….long.test.ts`); `--late=SECONDS` is what a file may take,
 * `--grace=SECONDS` how long its process may go on after it. Two processes more at once than there
 * are cores, those first that take longest. Each file has its line as it ends, with its seconds by
 * the clock and of processor time, and each failing test its name and error; the last line counts
 * them.
 */
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bringWeights } from "./bring-weights.ts";
import { failureText, fileLine, summary } from "./show-outcome.ts";
import { processes } from "./processes.ts";
import { runFiles } from "./run-files.ts";
import type { Outcome } from "./file-report.ts";
import { slowFirst } from "./slow-first.ts";

const seconds = { type: "string" } as const;
const {
  values: { long = false, ...values },
  positionals: named,
} = parseArgs({
  options: { late: seconds, grace: seconds, long: { type: "boolean" } },
  allowPositionals: true,
});
const patience = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
const all = globSync("src/**/*.test.ts").filter((file) => file.endsWith(".long.test.ts") === long);
const files = (named.length > 0 ? named : all).map((file) => file.replaceAll("\\", "/")).toSorted();

/** Where the files of one process stand among what is slow. */
function rankOf([file, ...others]: string[]): number {
  const at = slowFirst.findIndex((slow) =>
    slow.endsWith("/") ? others.length > 0 && file!.includes(slow) : file!.endsWith(slow),
  );
  return at < 0 ? slowFirst.length : at;
}

// Each file is a process, and so is all that it starts: what was compiled once serves them all.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url));

const began = performance.now();
if (named.length === 0) for (const why of await bringWeights()) console.log(why);
const waiting = processes(files)
  .toSorted((a, b) => rankOf(a) - rankOf(b))
  .values();
const outcomes: Outcome[] = [];
/** Takes process after process until none waits. */
async function lane(): Promise<void> {
  for (const together of waiting)
    for await (const outcome of runFiles(together, patience)) {
      outcomes.push(outcome);
      console.log(fileLine(outcome));
      if (outcome.failures.length > 0) console.log(failureText(outcome));
    }
}
// More than there are cores, as much of a browser's or a kernel's time is waited for.
await Promise.all(Array.from({ length: availableParallelism() + 2 }, lane));

const processorTime = outcomes.reduce((sum, { processorSeconds }) => sum + (processorSeconds ?? 0), 0);
console.log(`\n${files.length} files in ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`${processorTime.toFixed(0)} s of processor time`);
console.log(summary(outcomes));
process.exitCode = outcomes.some(({ failures }) => failures.length > 0) || outcomes.length === 0 ? 1 : 0;
