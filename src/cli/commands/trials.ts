import { declare } from "../frame/command.ts";
import { isRun } from "./checks.ts";
import { redact } from "./shared-options.ts";

export const trials = declare({
  name: "trials",
  purpose: "a run's replies as plain JSON lines, however they are kept",
  positionals: { as: "RUN", what: "run folder", meaning: "a run folder", least: 1, most: 1, check: isRun },
  options: {
    model: { type: "text", as: "ID", meaning: "only replies of this model", many: "repeated" },
    json: { type: "flag", meaning: "as it is anyway: JSON, a line each" },
    redact,
  },
  about: [
    "Every reply and failure in the order they were written, with what was said before it in full. A run of some thousand trials is kept compressed but for its last replies.",
  ],
  examples: ["trials out/runs/first", "trials out/runs/first --model openai/gpt-5.5"],
});
