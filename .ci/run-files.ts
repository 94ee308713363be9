import { run } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { FileReport, type Outcome } from "./file-report.ts";

/** Seconds that a file may take, and that a process may go on for after its last test. */
export interface Patience {
  late?: number;
  grace?: number;
}

/**
 * Collecting garbage seldom, and without threads that look for it beside, takes a twentieth less of
 * processor time.
 */
const execArgv = ["--max-semi-space-size=64", "--single-threaded-gc"];

const together = fileURLToPath(new URL("together.ts", import.meta.url));

/**
 * Runs test files in one process, one after another, and tells what became of each as it ends. A
 * file that takes longer than `late` seconds is ended, and says which test was running; one that
 * ends the process, or keeps it from ending, fails under its own name. Those that had no turn have
 * one in a new process.
 */
export async function* runFiles(files: string[], { late = 1800, grace = 60 }: Patience = {}): AsyncGenerator<Outcome> {
  const waiting = [...files];
  while (waiting.length > 0) {
    let isCut = false;
    for await (const { outcome, isLost } of runProcess([...waiting], { late, grace })) {
      isCut = isLost && waiting.length > 1;
      if (isCut) break;
      waiting.shift();
      yield outcome;
    }
    // Its last words are lost: which file has ended it shows when each is alone.
    if (isCut) yield* runApart(waiting.splice(0), { late, grace });
  }
}

/** Each file in a process of its own, after the process that they shared has ended. */
async function* runApart(files: string[], patience: Required<Patience>): AsyncGenerator<Outcome> {
  const outcomes: Outcome[] = [];
  for (const file of files) for await (const { outcome } of runProcess([file], patience)) outcomes.push(outcome);
  if (outcomes.every(({ failures }) => failures.length === 0))
    outcomes[0]!.failures.push({
      name: [],
      line: null,
      error: `its process, which it shared with those after it, ended before it had reported its tests; alone each passes`,
    });
  yield* outcomes;
}

/** Outcomes of the first of the files, for as long as one process lasts; of one at least. */
async function* runProcess(
  files: string[],
  { late, grace }: Required<Patience>,
): AsyncGenerator<{ outcome: Outcome; isLost: boolean }> {
  const [ending, waiting] = [new AbortController(), [...files]];
  let why: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const endIn = (seconds: number, reason: () => string | null) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      why = reason();
      ending.abort();
    }, seconds * 1000);
  };
  const begin = (): FileReport => {
    const report = new FileReport(waiting.shift()!);
    endIn(late, () => `no end after ${late} s, in: ${report.running.join(", ") || "none of its tests"}`);
    return report;
  };
  let report = begin();
  let isGood = true;
  const argv = [`--grace=${grace}`, ...files];
  for await (const event of run({ files: [together], argv, execArgv, signal: ending.signal })) {
    if ("name" in event.data && event.data.name === together) {
      // Where no test has failed, the process has for another reason.
      if (event.type === "test:fail" && isGood) why ??= wordsOn(event.data.details.error);
      continue;
    }
    report.hear(event);
    isGood &&= event.type !== "test:fail";
    if (!report.isWhole) continue;
    if (waiting.length > 0) {
      yield { outcome: report.outcome, isLost: false };
      report = begin();
    } else {
      // Of files that share a process each is told before what it leaves open.
      const isTold = files.length > 1 && !isGood;
      endIn(grace, () =>
        isTold ? null : "its tests have ended and its process goes on: a test leaves something open",
      );
    }
  }
  clearTimeout(timer);
  const isLost = !report.isWhole && !ending.signal.aborted;
  if (isLost) why = "its process ended before it had reported its tests";
  if (why !== null) report.blame(why);
  yield { outcome: report.outcome, isLost };
}

const wordsOn = (error: object): string =>
  "exitCode" in error ? `its process ended with exit code ${error.exitCode}, though no test failed` : inspect(error);
