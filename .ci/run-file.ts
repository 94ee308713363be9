import path from "node:path";
import { run } from "node:test";

/** One test that failed, or a whole file where no test of it could say so. */
export interface Failure {
  /** The names of its suites and its own, outermost first; empty for the file itself. */
  name: string[];
  line: number | null;
  error: unknown;
}

/** What became of one test file. `output` is what it wrote besides its report. */
export interface Outcome {
  file: string;
  seconds: number;
  passed: number;
  failures: Failure[];
  skipped: { name: string[]; reason: string }[];
  output: string;
}

/**
 * Runs one test file in a process of its own and tells what became of each test. A file that takes
 * longer than `late` seconds is ended, and says which test was running; one that goes on for
 * `grace` seconds after its last test, since something it opened was not closed, is ended and fails
 * under its own name.
 */
export async function runFile(file: string, { late = 1800, grace = 60 } = {}): Promise<Outcome> {
  const began = performance.now();
  const outcome: Outcome = { file, seconds: 0, passed: 0, failures: [], skipped: [], output: "" };
  const ending = new AbortController();
  let why: string | null = null;
  const end = (reason: string) => {
    why = reason;
    ending.abort();
  };
  const running: string[] = [];
  const lateTimer = setTimeout(
    () => end(`no end after ${late} s, in: ${running.join(", ") || "none of its tests"}`),
    late * 1000,
  );
  let graceTimer: NodeJS.Timeout | undefined;
  let reported = false;
  const names: string[] = [];
  const isFile = (name: string) => path.resolve(name) === path.resolve(file);
  for await (const { type, data } of run({ files: [file], signal: ending.signal })) {
    if (type === "test:stdout" || type === "test:stderr") outcome.output += data.message;
    else if (type === "test:dequeue" && !isFile(data.name)) {
      clearTimeout(graceTimer);
      running.push(data.name);
    } else if (type === "test:complete" && running.includes(data.name)) {
      running.splice(running.indexOf(data.name), 1);
      if (running.length > 0) continue;
      graceTimer = setTimeout(
        () => end("its tests have ended and its process goes on: a test leaves something open"),
        grace * 1000,
      );
    } else if (type === "test:summary") reported ||= data.file !== undefined;
    else if (type === "test:start") names.splice(data.nesting, Infinity, data.name);
    else if (type === "test:fail") {
      const { error } = data.details;
      const name = isFile(data.name) ? [] : [...names.slice(0, data.nesting), data.name];
      if (error.failureType !== "subtestsFailed" && name.length > 0)
        outcome.failures.push({ name, line: data.line ?? null, error: error.cause ?? error });
    } else if (type === "test:pass" && !isFile(data.name)) {
      const name = [...names.slice(0, data.nesting), data.name];
      if (data.skip !== undefined) outcome.skipped.push({ name, reason: String(data.skip) });
      else if (data.details.type !== "suite") outcome.passed++;
    }
  }
  clearTimeout(lateTimer);
  clearTimeout(graceTimer);
  if (!reported) why ??= "its process ended before it had reported its tests";
  if (why !== null) outcome.failures.push({ name: [], line: null, error: why });
  return { ...outcome, seconds: (performance.now() - began) / 1000 };
}
