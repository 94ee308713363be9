import { cells } from "../frames/cells.ts";
import { gradedRows } from "../frames/graded-rows.ts";
import { rows } from "../frames/rows.ts";
import { toCsv } from "../frames/to-csv.ts";
import { alikeGrades } from "../judges/grading/alike-grades.ts";
import { describeResults } from "../judges/grading/describe-results.ts";
import type { GradeOptions } from "../judges/grading/grade-options.ts";
import { grade as gradeRun } from "../judges/grading/grade.ts";
import { hasRubric } from "../judges/grading/has-rubric.ts";
import type { Results } from "../judges/grading/results.ts";
import type { Unjudged } from "../judges/verdict.ts";
import { shellWord } from "../lib/shell-word.ts";
import { writeWhole } from "../lib/whole.ts";
import { openRun } from "../runner/open-run.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import type { grade } from "./commands/grade.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisused } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";
import { interruptible } from "./interruptible.ts";
import { redactFrom } from "./redact.ts";

/** `parallax grade`: all done when all was judged that could be. */
export async function main({ options, named }: Given<typeof grade>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const runs = await orMisused(() => Promise.all(named.map(openRun)));
  const settings = optionsOf(options);
  const all: Results[] = [];
  for (const run of runs) {
    try {
      all.push(await interruptible((signals) => gradeRun(run, { ...settings, ...signals })));
    } catch (error) {
      if ((error as Error).name !== "AbortError") throw error;
      console.error((error as Error).message);
      return exitCode.interrupted;
    }
    if (all.at(-1)!.stopped === "interrupted") break;
  }
  if (settings.judge !== undefined && !all.some(({ run }) => hasRubric(run)))
    console.error("no judge was asked: no outcome here is read by a rubric");
  const shown = all.map((graded) => describeResults(graded)["text/plain"]);
  const json = (graded: Results) => ({
    dir: graded.run.dir,
    stopped: graded.stopped,
    rows: gradedRows(graded),
    grades: graded.grades,
  });
  show({
    text: all.length === 1 ? shown[0]! : shown.map((text, i) => `${named[i]}\n${text}`).join("\n\n"),
    json: () => (named.length === 1 ? json(all[0]!) : all.map(json)),
  });
  if (options.csv !== undefined)
    writeWhole(options.csv, unspoiled(toCsv(cells(all.flatMap((graded) => rows(graded))))));
  return Math.max(...all.map((graded) => codeOf(graded, graded.run.dir)));
}

function codeOf(results: Results, dir: string): number {
  const { stopped } = results;
  const alike = alikeGrades(results);
  const count = (why: Unjudged) => alike.reduce((sum, each) => sum + (each.unjudged === why ? each.count : 0), 0);
  const waiting = count("no judge given");
  if (waiting > 0) console.error(`${waiting} await a judge: parallax grade ${shellWord(dir)} --judge MODEL`);
  if (stopped === "interrupted") return exitCode.interrupted;
  return count("judge unanswered") > 0 ? exitCode.notAll : exitCode.done;
}

function optionsOf(options: Given<typeof grade>["options"]): GradeOptions {
  return {
    params: pick(options, "temperature", "maxTokens"),
    ...pick(options, "judge", "mode", "cassette", "concurrency"),
    batch: options.batch,
    ...(options.panel && { panel: { by: options.panel } }),
    ...(options.budget !== undefined && { budgetUsd: options.budget }),
  };
}
