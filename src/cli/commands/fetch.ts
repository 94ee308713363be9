import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isScenarioName } from "./checks.ts";

export const fetch = declare({
  name: "fetch",
  purpose: "bring the published text of scenarios from pinned sources",
  positionals: {
    as: "SCENARIO",
    what: "scenario",
    meaning: "a scenario, by id or folder; all of them where none is named",
    least: 0,
    most: Infinity,
    check: isScenarioName,
  },
  options: {
    replies: {
      type: "text",
      as: "NAME",
      meaning: "a public set of real replies (data/sources.yaml) instead: brought likewise, and imported as a run",
    },
    out: {
      type: "text",
      as: "DIR",
      meaning: "the run folder of replies",
      otherwise: "out/replies/NAME",
      check: folderToWrite,
    },
    base: {
      type: "text",
      as: "URL",
      meaning: "another server, laid out as OWNER/REPOSITORY/COMMIT/PATH",
      otherwise: "$PARALLAX_PUBLISHED_URL, else GitHub",
    },
  },
  about: [
    'Brings the published text into the cache folder, each file checked against its SHA-256. Plans made after that have the wording "verbatim" as the published side, where the whole text is there; "recognizable" stands in until then. Nothing of it belongs in a repository.',
  ],
  together: ({ replies, out }) => {
    if (out !== undefined && replies === undefined)
      throw new Error("--out is where --replies go: name a set with --replies NAME");
  },
  examples: ["fetch insider-trading", "fetch", "fetch --replies opus-4-blackmail-edits"],
  results: true,
});
