import { declare } from "../frame/command.ts";
import { isFile, isRun } from "./checks.ts";
import { port, redact } from "./shared-options.ts";

export const view = declare({
  name: "view",
  purpose: "the transcripts of a run as a page on this machine",
  positionals: { as: "RUN", what: "run folder", meaning: "run folders", least: 1, most: Infinity, check: isRun },
  options: {
    port: {
      ...port,
      default: 4747,
      meaning: "where to serve it; links of figures lead to 4747; 0 takes any that is free",
    },
    invariants: {
      type: "text",
      as: "FILE",
      meaning:
        "what a judge quoted for the scenarios' invariants, as parallax check --judge MODEL --json --out FILE writes it: marked by number on both sides",
      otherwise: "RUN/invariants.json, if it is there",
      check: isFile,
    },
    open: { type: "flag", meaning: "open it in the browser" },
    redact,
  },
  about: [
    "Serves a run's transcripts until Ctrl-C. Nothing is asked or written; load the page again to see what has come in since.",
  ],
  examples: ["view out/runs/first --open"],
  results: true,
});
