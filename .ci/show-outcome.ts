import { inspect } from "node:util";
import type { Failure, Outcome } from "./file-report.ts";

const sum = (outcomes: Outcome[], count: (outcome: Outcome) => number) =>
  outcomes.reduce((total, outcome) => total + count(outcome), 0);

/**
 * One line on a file that has run, with seconds by the clock and of processor time, as `ok 1.2 s
 * 0.9 s src/lib/hash.test.ts: 3 passed`.
 */
export function fileLine({ file, seconds, processorSeconds, passed, failures, skipped }: Outcome): string {
  const counts = [
    `${passed} passed`,
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ];
  const mark = failures.length > 0 ? "FAILED" : "ok";
  const times = [seconds, processorSeconds].map((time) => `${(time?.toFixed(1) ?? "?").padStart(6)} s`);
  return `${mark.padEnd(6)} ${times.join(" ")}  ${file}: ${counts.join(", ")}`;
}

/** Every failing test of a file by name, with its error, and what the file wrote. */
export function failureText({ file, failures, output }: Outcome): string {
  const said = output.trim() === "" ? "" : `\n  the file wrote:\n${indent(output.trim().slice(-4000))}`;
  return failures.map((failure) => `${nameOf(file, failure)}\n${indent(errorText(failure.error))}`).join("\n") + said;
}

/** What was left out and why, then the counts on a last line: `N passed, N failed, N skipped`. */
export function summary(outcomes: Outcome[]): string {
  const reasons = Map.groupBy(
    outcomes.flatMap(({ file, skipped }) =>
      skipped.map(({ name, reason }) => ({ reason, name: `${file}: ${name.join(" > ")}` })),
    ),
    ({ reason }) => reason,
  );
  const left = [...reasons].map(
    ([reason, tests]) => `skipped, ${reason}:\n${indent(tests.map(({ name }) => name).join("\n"))}\n`,
  );
  const failed = outcomes.flatMap(({ file, failures }) => failures.map((failure) => nameOf(file, failure)));
  const counts = [
    `${sum(outcomes, ({ passed }) => passed)} passed`,
    `${failed.length} failed`,
    `${sum(outcomes, ({ skipped }) => skipped.length)} skipped`,
  ];
  return [...left, ...failed, counts.join(", ")].join("\n");
}

const nameOf = (file: string, { name, line }: Failure) =>
  `FAILED ${file}${line === null ? "" : `:${line}`}${name.length === 0 ? "" : ` ${name.join(" > ")}`}`;

const errorText = (error: unknown) => (typeof error === "string" ? error : inspect(error));
const indent = (text: string) => text.replace(/^/gm, "    ");
