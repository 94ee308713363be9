import { exportFormats } from "../../interop/writers/export-run.ts";
import { declare } from "../frame/command.ts";
import { isRun } from "./checks.ts";
import { redact } from "./shared-options.ts";

export const exportCommand = declare({
  name: "export",
  purpose: "a run as logs of Inspect, Parquet, CSV or JSON lines",
  positionals: { as: "RUN", what: "run folder", meaning: "a run folder", least: 1, most: 1, check: isRun },
  options: {
    to: { type: "choice", of: exportFormats, as: "FORMAT", required: true, meaning: "what it is written as" },
    out: {
      type: "text",
      as: "PATH",
      meaning: "the file, or for Inspect the folder of its logs",
      otherwise: "RUN with the format's ending",
    },
    redact,
  },
  about: [
    "Writes a run, graded as it was last: one row a trial and outcome, with the reply, or for Inspect one log a scenario and model, which inspect view opens and samples_df reads. Importing it again gives the same rows. Texts that are held out stay here.",
  ],
  examples: ["export out/runs/first --to inspect --out logs/", "export out/runs/first --to parquet"],
  results: true,
});
