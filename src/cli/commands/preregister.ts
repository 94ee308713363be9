import type { TauMethod } from "../../stats/numbers/meta.ts";
import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isWidth } from "./checks.ts";
import { planOptions } from "./plan-options.ts";

export const preregister = declare({
  name: "preregister",
  purpose: "put a plan on record before its first reply",
  options: {
    ...planOptions,
    outcome: {
      type: "text",
      as: "ID",
      many: "commas",
      required: true,
      meaning: "the outcomes that will answer the question; all others are exploratory",
    },
    contrast: {
      type: "choice",
      of: ["gap", "beyond-the-control"],
      as: "NAME",
      meaning: "what will be compared: paraphrase − published, or that less the unpublished control's",
      otherwise: "gap",
    },
    margin: { type: "number", as: "POINTS", above: 0, most: 99, meaning: "the smallest gap that matters" },
    method: {
      type: "choice",
      of: ["REML", "DL", "PM"] as const satisfies readonly TauMethod[],
      as: "NAME",
      meaning: "how the variance between wordings will be estimated",
      otherwise: "REML",
    },
    until: {
      type: "text",
      as: "WHAT=POINTS",
      many: "commas",
      meaning: "at which width asking will stop, as parallax run --until has it",
      otherwise: "every trial is asked",
      check: isWidth,
    },
    late: { type: "flag", meaning: "also after the first reply, as late; that is said wherever it is shown" },
    out: { type: "text", as: "DIR", meaning: "run folder", otherwise: "out/runs/…", check: folderToWrite },
  },
  about: [
    "Writes preregistration.json into the run's folder: the plan's hash, and how its replies will be read. parallax run with the same options then asks; parallax gap, and pages made of the run, say what was kept and what departed from it. The same again changes nothing; a changed plan needs another folder.",
  ],
  examples: [
    "preregister --scenario insider-trading --model simulated/recognizer --elicit choice --outcome trades-choice --margin 10 --out out/runs/first",
  ],
  results: true,
});
