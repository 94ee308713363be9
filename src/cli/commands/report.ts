import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isRun } from "./checks.ts";
import { redact } from "./shared-options.ts";

export const report = declare({
  name: "report",
  purpose: "the findings page of runs, or a whole folder for a colleague",
  positionals: {
    as: "RUN",
    what: "run folder",
    meaning: "run folders, imported ones too",
    least: 1,
    most: Infinity,
    check: isRun,
  },
  options: {
    out: {
      type: "text",
      as: "FILE",
      meaning: "where the page is written",
      otherwise: "the first RUN with -report.html",
    },
    static: {
      type: "text",
      as: "DIR",
      meaning: "a folder instead: page, all transcripts with search and filters, and data; opens without a server",
      check: folderToWrite,
    },
    title: { type: "text", as: "TEXT", meaning: "the page's title", otherwise: "Published against paraphrased" },
    posterior: { type: "flag", meaning: "each gap's posterior too" },
    redact,
  },
  together: ({ out, static: folder }) => {
    if (out !== undefined && folder !== undefined)
      throw new Error("--out is a page and --static a folder: give one of them");
  },
  about: [
    "Makes the page from what is on disk: nothing is asked. The page needs no network and has its figures, numbers and the first conversation of each wording in it.",
  ],
  examples: ["report out/runs/first", "report out/runs/first --static out/for-a-colleague"],
  results: true,
});
