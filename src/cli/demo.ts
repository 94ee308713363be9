import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { executeOnce } from "../kernel/notebook/execute-once.ts";
import { isPriced } from "../models/price.ts";
import { gapForest } from "../plots/figures/gap-forest.ts";
import { namesOf } from "../plots/names.ts";
import { wordingSpread } from "../plots/figures/wording-spread.ts";
import { writeFindings } from "../report/findings.ts";
import { madeOf } from "../report/made.ts";
import { describeDryRun, dryRun } from "../runner/dry-run.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import { demoConditions, demoPlan, demoStudy, demoTranscripts, type DemoOptions } from "./demo-study.ts";
import { demoSubject, type DemoSubject } from "./demo-subject.ts";
import { interruptible, type Interrupts } from "./interruptible.ts";
import { given, numberOf } from "./options.ts";
import { redactFrom, redactUsage } from "./redact.ts";
import { sayUnknowns } from "./say-unknowns.ts";

/** USD. */
const usualBudget = 20;

const usage = `usage: parallax demo [options]     (from a clone: npm run demo -- [options])

Runs two scenarios and their controls, prints the gaps, and writes the findings page, the executed notebooks, the gaps
as JSON and the run folder. Without --model the embedded model is asked: no key, no account.

  --model ID        such as anthropic/claude-opus-4-6 or simulated/recognizer
  --judge ID        who grades what patterns cannot (the model itself)
  --epochs N        repetitions of every cell (1)
  --budget USD      what it may cost in all (20; none where a price is not known)
  --concurrency N   trials under way at once (50)
  --out DIR         where to write (out)
  --redact          ${redactUsage};
                    the run folder, which has them, goes to DIR-private
  --no-notebooks    leave the notebooks out`;

/** `parallax demo`. Exit code 0 when everything was made, 1 when something was not, 130 when interrupted. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        model: { type: "string" },
        judge: { type: "string" },
        epochs: { type: "string", default: "1" },
        budget: { type: "string" },
        concurrency: { type: "string", default: "50" },
        out: { type: "string", default: "out" },
        redact: { type: "boolean", default: false },
        "no-notebooks": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const subject = await demoSubject(values.model);
    const judge = subject.elicit === "chat" ? (values.judge ?? subject.model) : null;
    const asked = new Set([subject.model, ...(judge === null ? [] : [judge])]);
    sayUnknowns(asked);
    const budgetUsd = numberOf(values, "budget") ?? (asked.values().every(isPriced) ? usualBudget : undefined);
    const limits = { concurrency: numberOf(values, "concurrency")!, ...given("budgetUsd", budgetUsd) };
    redactFrom(values.redact);
    const settings = {
      out: values.out,
      runs: values.redact ? `${values.out}-private` : values.out,
      judge,
      epochs: numberOf(values, "epochs")!,
    };
    return await interruptible((interrupts) =>
      demo(subject, { ...settings, running: { ...limits, ...interrupts } }, !values["no-notebooks"], args),
    );
  } catch (error) {
    console.error(`parallax demo: ${(error as Error).message}`);
    return 1;
  }
}

async function demo(
  subject: DemoSubject,
  options: DemoOptions,
  notebooks: boolean,
  args: readonly string[],
): Promise<number> {
  const planned = demoPlan(subject, options.epochs);
  console.log(describeDryRun(dryRun(planned)));
  const { graded, gaps } = await demoStudy(planned, options);
  if (graded.run.summary.stopped !== null) return interrupted(options.running);
  console.log(`\n${gapTable(gaps)}\n`);

  mkdirSync(options.out, { recursive: true });
  const made = [join(options.out, "gap.json")];
  writeFileSync(made[0]!, unspoiled(`${JSON.stringify(gaps, null, 2)}\n`));
  const transcripts = await demoTranscripts(subject, graded.run, options);
  const names = namesOf(planned.scenarios);
  const estimated = gaps.filter(({ gap }) => gap !== null);
  const page = writeFindings(join(options.out, "findings.html"), {
    title: "Published against paraphrased",
    question: `Does ${subject.model} behave differently on two published misalignment scenarios than on rewordings of them?`,
    gaps,
    figures: [
      gapForest(estimated.length > 0 ? estimated : gaps, { names }),
      ...gaps.filter(({ k }) => k > 1).map((gap) => wordingSpread(gap, { names })),
    ],
    transcripts,
    runs: [await madeOf(graded)],
    notes: subject.notes,
    rerun: ["npm ci", ["npm run demo", ...(args.length > 0 ? ["--", ...args.map(quoted)] : [])].join(" ")],
    names,
  });
  made.push(page);
  if (notebooks) made.push(...(await executeNotebooks(subject, options)));
  console.log(made.map((file) => relative("", file)).join("\n"));
  console.log(`\nopen ${relative("", page)} in a browser`);
  return 0;
}

/** An argument as a shell takes it. */
const quoted = (arg: string): string => (/^[\w./:=-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`);

const notebookFolder = resolve(import.meta.dirname, "../../notebooks");

async function executeNotebooks(
  { model, elicit }: DemoSubject,
  { out, judge, epochs }: DemoOptions,
): Promise<string[]> {
  const study = [
    "cassette=",
    `models=["${model}"]`,
    'arms=["verbatim", "recognizable", "base", "paraphrase"]',
    `conditions=${JSON.stringify(demoConditions)}`,
    `elicit=${elicit}`,
    `epochs=${epochs}`,
    ...(judge === null ? [] : [`judge=${judge}`]),
  ];
  const notebooks = { "01-published-vs-paraphrased.ipynb": study, "02-prompt-variations-2024.ipynb": [] };
  const files: string[] = [];
  for (const [name, params] of Object.entries(notebooks)) {
    const output = resolve(out, name);
    const { code } = await executeOnce({
      file: join(notebookFolder, name),
      output,
      params,
      env: {},
      timeoutMs: null,
      allowErrors: false,
      filter: unspoiled,
    });
    if (code !== 0) throw new Error(`${name} did not execute: see above`);
    files.push(output);
  }
  return files;
}

function interrupted({ signal }: Interrupts): number {
  console.error("run the same command again to go on");
  return signal.aborted ? 130 : 1;
}
