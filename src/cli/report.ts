import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { exportRun } from "../interop/writers/export-run.ts";
import type { Results } from "../judges/grading/results.ts";
import { writeWhole } from "../lib/whole.ts";
import { findingsOf } from "../report/findings-of.ts";
import { writeFindings, type Findings } from "../report/findings.ts";
import { writeView } from "../report/view/write-view.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { gap } from "../stats/gap/gap.ts";
import { posterior } from "../stats/posterior/posterior.ts";
import { keyColumns } from "../stats/groups/strata.ts";
import type { report } from "./commands/report.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse } from "./frame/misuse.ts";
import { keptAnswer, type Answer } from "./kept-answer.ts";
import { pick } from "./frame/pick.ts";
import { quoted } from "./quoted.ts";
import { readSources, sayApart } from "./read-sources.ts";
import { redactFrom } from "./redact.ts";

/** `parallax report`. */
export async function main({ options, named, words }: Given<typeof report>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const folder = options.static;
  if (folder !== undefined && existsSync(folder) && readdirSync(folder).length > 0)
    throw new Misuse(`--static: ${folder} is there and not empty: name a new folder`);
  const rerun = [["npx parallax report", ...words.map(quoted)].join(" ")];
  const page = options.out ?? `${named[0]!.replace(/[\\/]+$/, "")}-report.html`;
  const work = () => answer({ options, named }, page, rerun);
  const [dir] = named;
  const isRun = named.length === 1 && folder === undefined && statSync(dir).isDirectory();
  const { text, json } = isRun ? await keptAnswer(dir, ["report", options, rerun], work, { page }) : await work();
  show({ text, json: () => json });
  return exitCode.done;
}

type Asked = Pick<Given<typeof report>, "options" | "named">;

async function answer({ options, named }: Asked, at: string, rerun: readonly string[]): Promise<Answer> {
  const sources = await readSources(named, keyColumns, { results: true });
  const { data, results: runs, registered, gate, apart, column } = sources;
  sayApart(sources);
  const by = apart.length > 0 ? [...keyColumns, column] : [...keyColumns];
  const gaps = gap(data, { by, registered, ...(gate && { gate }) });
  const findings = await findingsOf(runs, gaps, {
    ...pick(options, "title"),
    ...(options.posterior && { posteriors: posterior(data, { by }) }),
    rerun,
  });
  const folder = options.static;
  const page = folder === undefined ? writeFindings(at, findings) : await writeFolder(folder, findings, runs);
  const trials = runs.reduce((sum, { trials }) => sum + trials.length, 0);
  return { text: page, json: { page, gaps: gaps.length, trials } };
}

/** A folder that a colleague opens: the page, each run's transcripts, its rows, and the gaps. */
async function writeFolder(folder: string, findings: Findings, runs: readonly Results[]): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const files: { href: string; title: string }[] = [];
  for (const [index, results] of runs.entries()) {
    const name = runs.length === 1 ? "transcripts" : `transcripts-${index + 1}`;
    await writeView(results, join(folder, name));
    const which = runs.length === 1 ? "" : ` of ${basename(results.run.dir)}`;
    const data = runs.length === 1 ? "rows.csv" : `rows-${index + 1}.csv`;
    await exportRun(results.run, "csv", join(folder, data));
    files.push(
      { href: `${name}/index.html`, title: `All transcripts${which}` },
      { href: data, title: `Rows${which} as CSV` },
    );
  }
  writeWhole(join(folder, "gaps.json"), unspoiled(`${JSON.stringify(findings.gaps, null, 2)}\n`));
  files.push({ href: "gaps.json", title: "Gaps as JSON" });
  return writeFindings(join(folder, "index.html"), { ...findings, files });
}
