import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { cells } from "../frames/cells.ts";
import { rows } from "../frames/rows.ts";
import { toCsv } from "../frames/to-csv.ts";
import { describeResults } from "../judges/grading/describe-results.ts";
import type { GradeOptions } from "../judges/grading/grade-options.ts";
import { grade } from "../judges/grading/grade.ts";
import type { Results } from "../judges/grading/results.ts";
import type { Mode } from "../runner/lookup.ts";
import { openRun } from "../runner/open-run.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { interruptible } from "./interruptible.ts";
import { given, numberOf, onlyRun } from "./options.ts";
import { redactFrom, redactUsage } from "./redact.ts";

const usage = `usage: parallax grade RUN [--judge MODEL] [options]

  RUN               a run folder, as parallax run names it
  --judge MODEL     what judges rubric outcomes, such as anthropic/claude-opus-4-6; named twice or more, a panel, each
                    asked apart; without it the last grading counts again, a panel's too (patterns and forced choices
                    need no judge)
  --panel RULE      how a panel comes to one value: majority or mean (majority)
  --temperature T   --max-tokens N   passed to the judge; left to its provider when absent
  --concurrency N   trials under way at once (20)
  --budget USD      what judging this run may cost in all
  --mode MODE       auto, record, replay or off (auto)
  --cassette FILE   replies to look in before the cache
  --csv FILE        write rates by wording as CSV, as parallax gap reads them
  --redact          ${redactUsage}

Ctrl-C asks nothing new and waits for what is under way; a second one cuts that off. Grade the same again to go on.`;

const text = { type: "string" } as const;
const options = {
  judge: { type: "string", multiple: true },
  panel: text,
  temperature: text,
  "max-tokens": text,
  concurrency: text,
  budget: text,
  mode: text,
  cassette: text,
  csv: text,
  redact: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** `parallax grade`. Exit code 0 when all was judged that could be, 1 when not, 2 on wrong arguments, 130 when interrupted. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const dir = onlyRun(positionals);
    redactFrom(values.redact);
    const settings = optionsOf(values);
    const graded = await interruptible(async (signals) => grade(await openRun(dir), { ...settings, ...signals }));
    console.log(unspoiled(describeResults(graded)["text/plain"]));
    if (values.csv !== undefined) writeFileSync(values.csv, unspoiled(toCsv(cells(rows(graded)))));
    return exitCode(graded, dir);
  } catch (error) {
    console.error(`parallax grade: ${(error as Error).message}`);
    return 2;
  }
}

function exitCode({ stopped, grades }: Results, dir: string): number {
  const count = (reason: RegExp) =>
    grades.filter((grade) => grade.status === "unscored" && reason.test(grade.reason)).length;
  const waiting = count(/^no judge given/);
  if (waiting > 0) console.error(`${waiting} await a judge: parallax grade ${dir} --judge MODEL`);
  if (stopped === "interrupted") return 130;
  return count(/^(judge gave no reply|not judged)/) > 0 ? 1 : 0;
}

function optionsOf(values: Values): GradeOptions {
  return {
    params: {
      ...given("temperature", numberOf(values, "temperature")),
      ...given("maxTokens", numberOf(values, "max-tokens")),
    },
    ...given("judge", values.judge),
    ...given("panel", values.panel === undefined ? undefined : { by: ruleOf(values.panel) }),
    ...given("mode", values.mode as Mode | undefined),
    ...given("cassette", values.cassette),
    ...given("concurrency", numberOf(values, "concurrency")),
    ...given("budgetUsd", numberOf(values, "budget")),
  };
}

function ruleOf(panel: string): "majority" | "mean" {
  if (panel !== "majority" && panel !== "mean") throw new Error(`--panel ${panel}: expected majority or mean`);
  return panel;
}
