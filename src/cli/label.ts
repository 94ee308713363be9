import { join } from "node:path";
import { parseArgs } from "node:util";
import { grade } from "../judges/grading/grade.ts";
import { drawLabels } from "../judges/labels/draw-labels.ts";
import { readLabels } from "../judges/labels/labels.ts";
import { serveLabelling } from "../report/label/label.ts";
import { openRun } from "../runner/open-run.ts";
import { agreementTable } from "../stats/agreement/agreement-table.ts";
import { judgeAgreement } from "../stats/agreement/judge-agreement.ts";
import { interrupted, openPage } from "./open-page.ts";
import { given, numberOf, onlyRun } from "./options.ts";
import { redactFrom, redactUsage } from "./redact.ts";

const usage = `usage: parallax label RUN --draw N [--open] [options]
       parallax label RUN --open
       parallax label RUN --check FILE [--stands-for GRADED=LABELLED]

  --draw N          draw N finished chat trials, evenly over arms, models and conditions, to be labelled blind: writes
                    labels.csv to fill in and labels.md to read
  --seed S          of the draw (1)
  --outcome ID      what to label; may be repeated (all that a judge or a pattern grades)
  --dir DIR         where to write (the run folder)
  --redact          ${redactUsage}
  --open            label on a page on this machine, until Ctrl-C, by keyboard and blind; each label is in labels.csv at
                    once. Without --draw, goes on with the sheet that is there
  --port N          where to serve the page (any that is free)
  --check FILE      how far the run's grades agree with the labels in FILE; asks no judge anything
  --stands-for A=B  compare grades of A with labels of B; may be repeated`;

const options = {
  draw: { type: "string" },
  seed: { type: "string" },
  outcome: { type: "string", multiple: true },
  dir: { type: "string" },
  redact: { type: "boolean" },
  open: { type: "boolean" },
  port: { type: "string" },
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
    const labels = values.draw !== undefined || values.open === true;
    if (labels === (values.check !== undefined))
      throw new Error("expected either --draw N, --open or --check FILE; --help says more");
    redactFrom(values.redact);
    const run = await openRun(dir);
    if (values.check !== undefined) {
      const standsFor = Object.fromEntries((values["stands-for"] ?? []).map(pair));
      const graded = await grade(run, { onProgress: () => {} });
      console.log(agreementTable(judgeAgreement(graded, readLabels(values.check), { standsFor })));
      return 0;
    }
    const { seed, outcome: outcomes, dir: into } = values;
    if (values.draw !== undefined) {
      const drawing = { ...given("seed", seed), ...given("outcomes", outcomes), ...given("dir", into) };
      const sheet = await drawLabels(run, numberOf(values, "draw")!, drawing);
      console.log(`${sheet.trials.length} trials to label\nread     ${sheet.texts}\nfill in  ${sheet.file}`);
    }
    if (values.open) {
      const port = given("port", numberOf(values, "port"));
      await using server = await serveLabelling(run, join(into ?? dir, "labels.csv"), port);
      console.log(`or label on ${server.url}\nCtrl-C ends it`);
      openPage(server.url);
      await interrupted();
    }
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
