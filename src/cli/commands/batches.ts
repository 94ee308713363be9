import { declare } from "../frame/command.ts";
import { isRun } from "./checks.ts";

export const batches = declare({
  name: "batches",
  purpose: "how the batches of a run stand, and what they cost",
  positionals: { as: "RUN", what: "run folder", meaning: "a run folder", least: 1, most: 1, check: isRun },
  options: {
    offline: { type: "flag", meaning: "as last seen: asks no provider" },
    cancel: { type: "flag", meaning: "have nothing more answered of those under way; what was is kept and paid for" },
    forget: {
      type: "text",
      as: "ID",
      meaning: "give one up: what it did not answer is asked, and paid for, again when the run goes on",
    },
  },
  about: ["parallax run --batch makes batches, and the same again collects them."],
  examples: ["batches out/runs/first --offline"],
  results: true,
});
