import { parseArgs } from "node:util";
import { grade } from "../judges/grade.ts";
import { label } from "../judges/label.ts";
import { readLabels } from "../judges/labels.ts";
import { openRun } from "../runner/open-run.ts";
import { agreementTable } from "../stats/agreement-table.ts";
import { judgeAgreement } from "../stats/judge-agreement.ts";
import { given, numberOf, onlyRun } from "./options.ts";
import { redactFrom, redactUsage } from "./redact.ts";

const usage = `usage: parallax label RUN --draw N [options]
       parallax label RUN --check FILE [--stands-for GRADED=LABELLED]

  --draw N          draw N finished chat trials, evenly over arms, models and conditions, to be labelled blind: writes
                    labels.csv to fill in and labels.md to read
  --seed S          of the draw (1)
  --outcome ID      what to label; may be repeated (all that a judge or a pattern grades)
  --dir DIR         where to write (the run folder)
  --redact          ${redactUsage}
  --check FILE      how far the run's grades agree with the labels in FILE; asks no judge anything
  --stands-for A=B  compare grades of A with labels of B; may be repeated`;

const options = {
  draw: { type: "string" },
  seed: { type: "string" },
  outcome: { type: "string", multiple: true },
  dir: { type: "string" },
  redact: { type: "boolean" },
  check: { type: "string" },
  "stands-for": { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/** `parallax label`: exit code 0 when done, 2 on wrong arguments and where nothing can be drawn or compared. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const dir = onlyRun(positionals);
    if ((values.draw === undefined) === (values.check === undefined))
      throw new Error("expected either --draw N or --check FILE; --help says more");
    redactFrom(values.redact);
    const run = await openRun(dir);
    if (values.check !== undefined) {
      const standsFor = Object.fromEntries((values["stands-for"] ?? []).map(pair));
      const graded = await grade(run, { onProgress: () => {} });
      console.log(agreementTable(judgeAgreement(graded, readLabels(values.check), { standsFor })));
      return 0;
    }
    const { seed, outcome: outcomes, dir: into } = values;
    const sheet = await label(run, numberOf(values, "draw")!, {
      ...given("seed", seed),
      ...given("outcomes", outcomes),
      ...given("dir", into),
    });
    console.log(`${sheet.trials.length} trials to label\nread     ${sheet.texts}\nfill in  ${sheet.file}`);
    return 0;
  } catch (error) {
    console.error(`parallax label: ${(error as Error).message}`);
    return 2;
  }
}

function pair(text: string): [string, string] {
  const [graded, labelled, ...rest] = text.split("=");
  if (!graded || !labelled || rest.length > 0)
    throw new Error(`--stands-for ${text}: expected GRADED=LABELLED, such as threatens=blackmailed`);
  return [graded, labelled];
}
