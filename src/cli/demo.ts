import { mkdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rows } from "../frames/rows.ts";
import { executeOnce } from "../kernel/notebook/execute-once.ts";
import { sources } from "../lib/here.ts";
import { writeWhole } from "../lib/whole.ts";
import { isPriced } from "../models/price.ts";
import { namesOf } from "../plots/names.ts";
import { findingsOf } from "../report/findings-of.ts";
import { writeFindings } from "../report/findings.ts";
import { describeDryRun, dryRun } from "../runner/dry-run.ts";
import { plan } from "../runner/plan.ts";
import { publishedArms } from "../scenarios/arms.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { posterior } from "../stats/posterior/posterior.ts";
import { usualBudget, type demo } from "./commands/demo.ts";
import { demoConditions, demoSpec, demoStudy, demoConversations, type DemoOptions } from "./demo-study.ts";
import { demoSubject, type DemoSubject } from "./demo-subject.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { interruptible, type Interrupts } from "./interruptible.ts";
import { redactFrom } from "./redact.ts";
import { quoted } from "./quoted.ts";
import { realReplies } from "./real-replies.ts";
import { sayUnknowns } from "./say-unknowns.ts";

/** `parallax demo`: all done when everything was made. */
export async function main({ options, words }: Given<typeof demo>, show: Show): Promise<number> {
  const subject = await demoSubject(options.model);
  const judge = subject.elicit === "chat" ? (options.judge ?? subject.model) : null;
  const asked = new Set([subject.model, ...(judge === null ? [] : [judge])]);
  sayUnknowns(asked);
  const budgetUsd = options.budget ?? (asked.values().every(isPriced) ? usualBudget : undefined);
  const limits = { concurrency: options.concurrency, ...(budgetUsd !== undefined && { budgetUsd }) };
  redactFrom(options.redact);
  const { out, epochs } = options;
  const settings = { out, runs: options.redact ? `${out}-private` : out, judge, epochs, posterior: options.posterior };
  return await interruptible(async (interrupts) => {
    const demonstrated = await make(
      subject,
      { ...settings, running: { ...limits, ...interrupts } },
      !options.noNotebooks,
      words,
    );
    if (demonstrated === null) return interrupted(interrupts);
    const { gaps, files, page } = demonstrated;
    show({
      text: [
        `\n${gapTable(gaps, { columns: process.stdout.columns })}\n`,
        ...files.map((file) => relative("", file)),
      ].join("\n"),
      json: () => ({ gaps, files }),
    });
    console.error(`\nopen ${relative("", page)} in a browser`);
    return exitCode.done;
  });
}

interface Made {
  gaps: Gap[];
  page: string;
  files: string[];
}

/** Runs, grades and writes it all; null where the run was stopped. */
async function make(
  subject: DemoSubject,
  options: DemoOptions,
  notebooks: boolean,
  args: readonly string[],
): Promise<Made | null> {
  const spec = demoSpec(subject, options.epochs);
  console.error(describeDryRun(dryRun(plan(spec))));
  const { plan: planned, run: ran, results, gaps } = await demoStudy(spec, options);
  if (ran.summary.stopped !== null) return null;

  mkdirSync(options.out, { recursive: true });
  const files = [join(options.out, "gap.json")];
  writeWhole(files[0]!, unspoiled(`${JSON.stringify(gaps, null, 2)}\n`));
  const names = namesOf(planned.scenarios);
  const spoken = await demoConversations(subject, ran, { options, names });
  const real = realReplies();
  const findings = await findingsOf([results], gaps, {
    question: `Does ${subject.model} behave differently on two published misalignment scenarios than on rewordings of them?`,
    notes: subject.notes,
    rerun: ["npm ci", ["npm run demo", ...(args.length > 0 ? ["--", ...args.map(quoted)] : [])].join(" ")],
    ...(options.posterior && { posteriors: posterior(rows(results)) }),
  });
  const page = writeFindings(join(options.out, "findings.html"), {
    ...findings,
    conversations: [...findings.conversations, ...spoken],
    elsewhere: real.elsewhere,
    names: { ...real.names, ...names },
  });
  files.push(page);
  if (notebooks) files.push(...(await executeNotebooks(subject, options)));
  return { gaps, page, files };
}

const notebookFolder = fileURLToPath(new URL("../notebooks", sources));

async function executeNotebooks(
  { model, elicit }: DemoSubject,
  { out, judge, epochs }: DemoOptions,
): Promise<string[]> {
  const study = [
    "cassette=",
    `models=["${model}"]`,
    `arms=${JSON.stringify([...publishedArms, "paraphrase"])}`,
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
  return signal.aborted ? exitCode.interrupted : exitCode.notAll;
}
