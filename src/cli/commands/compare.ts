import { declare } from "../frame/command.ts";
import { isRun } from "./checks.ts";
import { redact } from "./shared-options.ts";

export const compare = declare({
  name: "compare",
  purpose: "which gaps changed from one run to another",
  positionals: {
    as: "RUN",
    what: "run folder",
    meaning: "the first run, then the second",
    least: 2,
    most: 2,
    check: isRun,
  },
  options: { redact },
  about: [
    "Change = second − first, wording by wording, of the wordings that both runs asked; its intervals are of the change. Gaps meet by scenario, condition, model and outcome; runs that share no model are compared across models.",
    "With --json: for each, first and second (the gap of either run, null where it has none) and change.",
  ],
  examples: ["compare out/runs/first out/runs/second"],
  results: true,
});
