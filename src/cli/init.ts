import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { newNotebook, type Draft } from "../kernel/notebook/new-notebook.ts";
import { writeNotebook } from "../kernel/notebook/write-notebook.ts";
import { shellWord } from "../lib/shell-word.ts";
import { findScenario, isScenario, scenarioRoot } from "../scenarios/folder.ts";
import { loadScenario } from "../scenarios/load.ts";
import type { init } from "./commands/init.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse } from "./frame/misuse.ts";

/** `parallax init`: makes a folder to begin a study in; nothing that is there is touched. */
export async function main({ options, named: [dir] }: Given<typeof init>, show: Show): Promise<number> {
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new Misuse(`${dir} is there already, with something in it: name a new folder`);
  const from = options.from === undefined ? templateFolder() : findScenario(options.from);
  const { id, control } = loadScenario(from, { verbatim: false });
  const renamed = (name: string) => (options.from === undefined ? name : `my-${name}`);
  const names = [id, ...(control === null ? [] : [control])];
  const first = mkdirSync(dir, { recursive: true });
  const notebook = join(dir, "study.ipynb");
  try {
    for (const name of names) copyScenario(join(dirname(from), name), join(dir, renamed(name)), renamed);
    writeNotebook(notebook, newNotebook(cells(renamed(id), control !== null)));
  } catch (error) {
    const begun = first === undefined ? readdirSync(dir).map((name) => join(dir, name)) : [first];
    for (const each of begun) rmSync(each, { recursive: true, force: true });
    throw error;
  }
  const files = [...names.map((name) => join(dir, renamed(name))), notebook].map((file) => relative("", file));
  const next = [
    `npx parallax check ${shellWord(dir)}`,
    `npx parallax exec ${shellWord(relative("", notebook))} -o ${shellWord(relative("", join(dir, "out.ipynb")))}`,
  ];
  show({ text: [...files, "", "next:", ...next.map((line) => `  ${line}`)].join("\n"), json: () => ({ files, next }) });
  return exitCode.done;
}

const templateFolder = (): string => join(dirname(scenarioRoot()), "template", "sealed-offer");

/** Copies a scenario's folder; the scenarios that it names are called as their copies are. */
function copyScenario(from: string, to: string, renamed: (name: string) => string): void {
  if (!isScenario(from)) throw new Error(`no scenario at ${from}: install the package again`);
  cpSync(from, to, { recursive: true });
  const file = join(to, "scenario.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(
      /^(control|controlFor|id): (\S+)$/gm,
      (_, field: string, name: string) => `${field}: ${renamed(name)}`,
    ),
  );
}

/** What the notebook holds: a question, the comparison, its transcripts. */
function cells(id: string, controlled: boolean): Draft[] {
  return [
    {
      kind: "markdown",
      source: `# Does a model behave differently on the published wording than on rewordings of it?

The subject below is **simulated**: it behaves worse on a text that it recognises, so that you see what a gap looks like. Put a model's id in its place, such as \`"openai/gpt-5.5"\` or \`"anthropic/claude-opus-4-6"\`; \`plan\` and \`dryRun\` say first what it would cost.`,
    },
    {
      kind: "code",
      source: `import { gapForest, study } from "parallax-evals";

const { run, gaps } = await study({
  scenarios: ["./${id}"],${controlled ? "\n  controls: true," : ""}
  models: ["simulated/recognizer"],
  epochs: 5,
});
display(gapForest(gaps));
gaps`,
    },
    {
      kind: "markdown",
      source: "What stands behind it: one conversation of each side.",
    },
    {
      kind: "code",
      source: `import { compare, results as trialsOf } from "parallax-evals";

const trials = await Array.fromAsync(trialsOf(run));
const first = (arm: string) => trials.find(({ trial }) => trial.arm === arm)!;
compare(first("recognizable"), first("paraphrase"))`,
    },
  ];
}
