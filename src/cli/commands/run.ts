import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isQueue, isWidth } from "./checks.ts";
import { planOptions } from "./plan-options.ts";
import * as shared from "./shared-options.ts";

export const run = declare({
  name: "run",
  purpose: "run a comparison, or say what it would cost",
  options: {
    ...planOptions,
    concurrency: {
      ...shared.concurrency,
      otherwise: "20, and as many as a provider's rate limits allow where it tells them",
    },
    "prompt-cache": {
      type: "choice",
      of: ["5m", "1h", "off"],
      as: "HOW",
      meaning: "how long providers keep what prompts share, where that costs less",
      otherwise: "5m",
    },
    budget: { ...shared.budget, meaning: "what the run may cost in all" },
    until: {
      type: "text",
      as: "WHAT=POINTS",
      many: "commas",
      meaning:
        "stop asking once it is known to ± so many points, valid at any look: gap=10 (each gap), rate=5 (each side's rate)",
      check: isWidth,
    },
    "until-outcome": {
      type: "text",
      as: "ID",
      many: "commas",
      meaning: "whose, with --until; none that a judge grades",
      otherwise: "the headline outcomes",
    },
    batch: shared.batch,
    "no-wait": {
      type: "flag",
      meaning: "with --batch or --queue: collect what is there, hand over what can be, and end; the same again goes on",
    },
    queue: {
      type: "text",
      as: "ADDRESS",
      meaning:
        "have it asked by parallax work, on any number of machines, through PostgreSQL: postgres://user@host/database; or embedded, in this process",
      check: isQueue,
    },
    first: {
      type: "text",
      as: "WHAT",
      many: "commas",
      meaning: "with --queue: scenarios, or SCENARIO/WORDING, to ask before all others, in this order",
    },
    mode: shared.mode,
    cassette: shared.cassette,
    out: { type: "text", as: "DIR", meaning: "run folder", otherwise: "out/runs/…", check: folderToWrite },
    watch: {
      type: "flag",
      meaning: "serves a page on this machine while it runs: progress, gaps so far, what failed",
    },
    "dry-run": { type: "flag", meaning: "trials, calls, tokens and USD; asks nothing" },
  },
  notes: [
    shared.interrupts,
    "--until speaks of trials on exactly these wordings, by confidence sequences over the plan's order; trials under way are kept, and what is not asked then is asked by running the same without --until.",
  ],
  together: ({ until, untilOutcome, queue, batch, mode, first: names }) => {
    if (untilOutcome !== undefined && until === undefined)
      throw new Error("--until-outcome goes with --until: say what should be known, such as --until gap=10");
    if (names !== undefined && queue === undefined)
      throw new Error("--first goes with --queue: without one, all are asked in the plan's order");
    const other =
      queue === undefined ? [] : [batch && "--batch", until && "--until", mode === "replay" && "--mode replay"];
    const first = other.find(Boolean);
    if (first) throw new Error(`--queue does not go with ${first}: leave one of them out`);
  },
  examples: [
    "run --scenario insider-trading --controls --model simulated/recognizer --elicit choice --out out/runs/first --dry-run",
  ],
  results: true,
});
