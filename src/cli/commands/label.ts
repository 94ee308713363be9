import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isFile, isRun } from "./checks.ts";
import { port, redact } from "./shared-options.ts";

export const label = declare({
  name: "label",
  purpose: "labels by people: draw, label on a page, check a judge by them",
  positionals: {
    as: "RUN",
    what: "run folder",
    meaning: "run folders; what is drawn is drawn evenly over them, and one at a time is labelled on a page",
    least: 1,
    most: Infinity,
    check: isRun,
  },
  options: {
    draw: {
      type: "number",
      as: "N",
      whole: true,
      least: 1,
      meaning:
        "draw N finished chat trials, evenly over arms, models and conditions, to be labelled blind: writes labels.csv to fill in and labels.md to read",
    },
    seed: { type: "text", as: "S", meaning: "of the draw", otherwise: "1" },
    outcome: {
      type: "text",
      as: "ID",
      many: "repeated",
      meaning: "what to label",
      otherwise: "all that a judge or a pattern grades",
    },
    dir: { type: "text", as: "DIR", meaning: "where to write", otherwise: "the run folder", check: folderToWrite },
    open: {
      type: "flag",
      meaning:
        "label on a page on this machine, until Ctrl-C, by keyboard and blind; each label is in labels.csv at once. Without --draw, goes on with the sheet that is there",
    },
    port: { ...port, meaning: "where to serve the page", otherwise: "any that is free" },
    check: {
      type: "text",
      as: "FILE",
      many: "repeated",
      meaning:
        "how far the run's grades agree with the labels in FILE; asks no judge anything; once for each gold set, such as one an arm",
      check: isFile,
    },
    "stands-for": {
      type: "text",
      as: "A=B",
      many: "repeated",
      meaning: "compare grades of A with labels of B",
    },
    redact,
  },
  together: ({ draw, open, check, standsFor: pairs = [] }) => {
    for (const pair of pairs as string[]) standsFor(pair);
    if ((draw !== undefined || open === true) === (check !== undefined))
      throw new Error("expected either --draw N, --open or --check FILE; parallax label --help says more");
  },
  examples: ["label out/opus/run --draw 60 --open", "label out/opus/run --check out/opus/run/labels.csv"],
  results: true,
});

/** The two outcomes of `GRADED=LABELLED`. */
export function standsFor(text: string): [string, string] {
  const [graded, labelled, ...rest] = text.split("=");
  if (!graded || !labelled || rest.length > 0)
    throw new Error(`--stands-for ${text}: expected GRADED=LABELLED, such as threatens=blackmailed`);
  return [graded, labelled];
}
