import { join } from "node:path";
import { grade } from "../judges/grading/grade.ts";
import type { Results } from "../judges/grading/results.ts";
import { drawLabels, type LabelSheet } from "../judges/labels/draw-labels.ts";
import { checkLabels } from "../judges/labels/check-labels.ts";
import { readLabels, type Label } from "../judges/labels/labels.ts";
import { didYouMean } from "../lib/closest.ts";
import { serveLabelling } from "../report/label/label.ts";
import { openRun } from "../runner/open-run.ts";
import type { Run } from "../runner/trial.ts";
import { agreementTable } from "../stats/agreement/agreement-table.ts";
import { judgeAgreement } from "../stats/agreement/judge-agreement.ts";
import { standsFor, type label } from "./commands/label.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse, orMisused } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";
import { interrupted, openPage } from "./open-page.ts";
import { portTaken } from "./port-taken.ts";
import { redactFrom } from "./redact.ts";

type Options = Given<typeof label>["options"];

/** `parallax label`: draws, serves the page, or compares. */
export async function main({ options, named }: Given<typeof label>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const runs = await orMisused(() => Promise.all(named.map(openRun)));
  if (runs.length > 1 && (options.open || options.dir !== undefined))
    throw new Misuse(`${named.join(" and ")}: name one run with ${options.open ? "--open" : "--dir"}`);
  for (const run of runs) checkOutcomes(run, options.outcome ?? []);
  if (options.check !== undefined) await compare(runs, options.check, options, show);
  const sheets = options.draw === undefined ? [] : await drawAll(runs, options.draw, options);
  if (options.open) await serve(runs[0]!, sheets[0] ?? null, options, show);
  else if (sheets.length > 0)
    show({ text: sheets.map(inWords).join("\n\n"), json: () => (sheets.length === 1 ? sheets[0] : sheets) });
  return exitCode.done;
}

/** Of each run as many as of the others, as far as that goes. */
async function drawAll(runs: readonly Run[], n: number, options: Options): Promise<LabelSheet[]> {
  const sheets: LabelSheet[] = [];
  for (const [i, run] of runs.entries()) {
    const share = Math.floor((n + runs.length - 1 - i) / runs.length);
    if (share > 0) sheets.push(await draw(run, share, options));
  }
  return sheets;
}

function checkOutcomes({ plan }: Run, wanted: readonly string[]): void {
  const there = [...new Set(plan.scenarios.flatMap(({ outcomes }) => outcomes.map(({ id }) => id)))];
  const wrong = wanted.find((id) => !there.includes(id));
  if (wrong !== undefined)
    throw new Misuse(`--outcome ${wrong}: expected ${there.join(", ")}${didYouMean(wrong, there)}`);
}

async function compare(runs: readonly Run[], files: readonly string[], options: Options, show: Show): Promise<void> {
  const labels = await orMisused(async () => files.flatMap((file) => labelsIn(runs, file)));
  const all: Results[] = [];
  for (const run of runs) all.push(await grade(run, { onProgress: () => {} }));
  const graded = { grades: all.flatMap(({ grades }) => grades), trials: all.flatMap(({ trials }) => trials) };
  const pairs = Object.fromEntries((options.standsFor ?? []).map(standsFor));
  const found = judgeAgreement(graded, labels, { standsFor: pairs });
  show({ text: agreementTable(found), json: () => found });
}

/** A gold set's labels; how many of them are of no trial of these runs is said. */
function labelsIn(runs: readonly Run[], file: string): Label[] {
  const labels = readLabels(file);
  const unmatched = Object.entries(checkLabels(runs, labels, file));
  const count = unmatched.reduce((sum, [, n]) => sum + n, 0);
  if (count > 0)
    console.error(
      `${file}: ${count} of ${labels.length} labels are of no trial here: ${unmatched.map(([outcome, n]) => `${outcome} ×${n}`).join(", ")}`,
    );
  return labels;
}

const draw = (run: Run, n: number, options: Options): Promise<LabelSheet> =>
  drawLabels(run, { draw: n, ...pick(options, "seed", "dir"), ...(options.outcome && { outcomes: options.outcome }) });

const inWords = ({ trials, texts, file }: LabelSheet): string =>
  `${trials.length} trials to label\nread     ${texts}\nfill in  ${file}`;

async function serve(run: Run, sheet: LabelSheet | null, { dir, port }: Options, show: Show): Promise<void> {
  const file = join(dir ?? run.dir, "labels.csv");
  const settings = port === undefined ? {} : { port };
  await using server = await serveLabelling(run, file, settings).catch(portTaken(port));
  const { url } = server;
  show({ text: [...(sheet ? [inWords(sheet)] : []), `label on ${url}`].join("\n"), json: () => ({ ...sheet, url }) });
  console.error("Ctrl-C ends it");
  openPage(url);
  await interrupted();
}
