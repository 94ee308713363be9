import type { EventData, TestEvent } from "node:test/reporters";

/** How the last that is said of a file begins: how many seconds of processor time it took. */
export const processorTime = "seconds of processor time: ";

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
  /**
   * Of processor time, with that of processes that it started; null where it did not get to say.
   */
  processorSeconds: number | null;
  passed: number;
  failures: Failure[];
  skipped: { name: string[]; reason: string }[];
  output: string;
}

/**
 * Hears a file's events, in which it is the outermost suite, with a test of its traces beside it,
 * and tells what became of it.
 */
export class FileReport {
  readonly file: string;
  /** Whether all of it is reported. */
  isWhole = false;
  readonly #began = performance.now();
  readonly #outcome: Omit<Outcome, "file" | "seconds"> = {
    processorSeconds: null,
    passed: 0,
    failures: [],
    skipped: [],
    output: "",
  };
  #names: string[] = [];
  readonly #running: string[] = [];

  constructor(file: string) {
    this.file = file;
  }

  hear({ type, data }: TestEvent): void {
    if (type === "test:stdout" || type === "test:stderr") this.#outcome.output += data.message;
    else if (type === "test:diagnostic") this.#note(data.message);
    else if (type === "test:dequeue") this.#running.push(data.name);
    else if (type === "test:complete") this.#running.splice(this.#running.indexOf(data.name), 1);
    else if (type === "test:start") this.#names.splice(data.nesting, Infinity, data.name);
    else if (type === "test:fail") this.#fail(data);
    else if (type === "test:pass") this.#pass(data);
  }

  /** The file failed as a whole. */
  blame(error: unknown): void {
    this.#outcome.failures.push({ name: [], line: null, error });
  }

  /** Names of the tests that run now. */
  get running(): string[] {
    return this.#running.slice(1);
  }

  get outcome(): Outcome {
    return { file: this.file, seconds: (performance.now() - this.#began) / 1000, ...this.#outcome };
  }

  #note(message: string): void {
    if (!message.startsWith(processorTime)) return;
    this.#outcome.processorSeconds = Number(message.slice(processorTime.length));
    this.isWhole = true;
  }

  #fail({ nesting, name, line, details: { error } }: EventData.TestFail): void {
    if (error.failureType !== "subtestsFailed")
      this.#outcome.failures.push({ name: this.#path(nesting, name), line: line ?? null, error: error.cause ?? error });
  }

  #pass({ nesting, name, skip, details }: EventData.TestPass): void {
    if (skip !== undefined) this.#outcome.skipped.push({ name: this.#path(nesting, name), reason: String(skip) });
    else if (nesting > 0 && details.type !== "suite") this.#outcome.passed++;
  }

  #path(nesting: number, name: string): string[] {
    return [...this.#names.slice(0, nesting), name].slice(1);
  }
}
