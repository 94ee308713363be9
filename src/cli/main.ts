#!/usr/bin/env node
/** The command line: looks a command up and hands it the rest of the arguments. Each command loads only when named. */
import { enableCompileCache } from "node:module";

const commands: Record<string, { summary: string; load: () => Promise<{ main(args: string[]): Promise<number> }> }> = {
  demo: {
    summary: "the main job on the embedded model, or --model ID: table, figures, findings page",
    load: () => import("./demo.ts"),
  },
  run: { summary: "run a comparison: --scenario, --model, --epochs, --dry-run …", load: () => import("./run.ts") },
  grade: { summary: "grade a run folder: RUN [--judge MODEL]", load: () => import("./grade.ts") },
  view: { summary: "the transcripts of a run as a page: RUN [--open]", load: () => import("./view.ts") },
  label: { summary: "labels by people: RUN --draw N, RUN --check FILE", load: () => import("./label.ts") },
  gap: { summary: "the gap, from a run folder or a CSV: FILE|RUN [--by …] [--json]", load: () => import("./gap.ts") },
  exec: { summary: "execute a notebook headless: NB.ipynb [-o OUT] [-p name=value]", load: () => import("./exec.ts") },
  verify: {
    summary: "execute notebooks in replay mode; fail where an output would change",
    load: () => import("./verify.ts"),
  },
  clean: { summary: "take volatile metadata out of notebooks", load: () => import("./clean.ts") },
  check: { summary: "the gate on paraphrases: [SCENARIO|FOLDER …]", load: () => import("./check.ts") },
  paraphrase: { summary: "new paraphrases by a model: SCENARIO --model ID", load: () => import("./paraphrase.ts") },
  memorise: {
    summary: "how well a local model foretells the wordings: SCENARIO …",
    load: () => import("./memorise.ts"),
  },
  fetch: { summary: "published text of scenarios, from pinned sources", load: () => import("./fetch.ts") },
  model: { summary: "embedded models: pull NAME, list", load: () => import("./model.ts") },
  kernel: { summary: "the Jupyter kernel: install, doctor, start", load: () => import("./kernel.ts") },
  lab: { summary: "JupyterLab with this kernel, in a .venv of the project's own", load: () => import("./lab.ts") },
};

const usage = `usage: parallax COMMAND [options]\n\n${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n")}\n\nparallax COMMAND --help says more.`;

// What was compiled once is not compiled again: commands start in little more than half the time.
enableCompileCache();
const [name, ...args] = process.argv.slice(2);
const command = name === undefined ? undefined : commands[name];
if (name === undefined || name === "help" || name === "--help" || name === "-h") {
  console.log(usage);
} else if (command === undefined) {
  console.error(`unknown command: ${name}\n\n${usage}`);
  process.exitCode = 2;
} else {
  const { main } = await command.load();
  process.exitCode = await main(args);
}
