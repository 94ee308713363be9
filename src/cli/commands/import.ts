import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isFile, isScenarioName, isThere } from "./checks.ts";
import { redact } from "./shared-options.ts";

export const importCommand = declare({
  name: "import",
  purpose: "a run made of replies that others have paid for",
  positionals: {
    as: "SOURCE",
    what: "file or folder",
    meaning:
      "logs of Inspect or Petri, results of Bloom, promptfoo or a provider's batch (with the file of its requests), JSON, JSON lines, CSV or YAML; or a folder of them",
    least: 1,
    most: Infinity,
    check: isThere,
  },
  options: {
    scenario: {
      type: "text",
      as: "ID",
      meaning: "the scenario that the replies answer",
      otherwise: "one made of what the source says: its prompts are wordings, its scores outcomes",
      check: isScenarioName,
    },
    as: { type: "text", as: "WORDING", meaning: "its wording whose readings fit the replies" },
    mapping: { type: "text", as: "FILE", meaning: "a YAML file that says where the source has what", check: isFile },
    map: {
      type: "text",
      as: "KEY=PATH",
      many: "repeated",
      meaning:
        "the same, one key at a time: --map wording=metadata.variant; PATH is dotted into the record, =TEXT is that text",
    },
    headline: { type: "text", as: "NAME", meaning: "the score that leads", otherwise: "the first" },
    out: { type: "text", as: "RUN", meaning: "run folder", otherwise: "out/imports/…", check: folderToWrite },
    "dry-run": { type: "flag", meaning: "the first rows, and what is left out; writes nothing" },
    redact,
  },
  together: ({ scenario, as }) => {
    if (as !== undefined && scenario === undefined)
      throw new Error(`--as ${String(as)}: names a wording of a scenario; name that, too, by --scenario`);
  },
  about: [
    "Makes a run folder of replies from elsewhere, to be graded, viewed, labelled and compared like any other. Scores and labels that came along are judgements under their judge's name.",
    'Keys: reply (or reply.NAME, of several), reasoning, said, calls, stop, scenario, model, servedModel, arm (published counts as verbatim), wording (one per arm where it is left out), input, epoch, condition.FACTOR, grade.OUTCOME (a score that came along), label.OUTCOME (a label). In YAML a key may be { from: PATH, values: { theirs: ours } }, and of a score { from: PATH, oneIf: ">= 5" }. A tool\'s own files need only what the tool cannot know.',
    "With --json: one row an outcome; value is null where it is unscored.",
  ],
  examples: [
    "import logs/ --map wording=metadata.variant --map arm=metadata.arm --out out/imports/logs",
    "import replies.jsonl --scenario insider-trading --as heavy-auction --map reply=output --map model==openai/gpt-4o --dry-run",
  ],
  results: true,
});
