import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isScenarioName } from "./checks.ts";

export const init = declare({
  name: "init",
  purpose: "begin a study: a scenario, its control and a notebook",
  positionals: { as: "DIR", what: "folder", meaning: "a new folder", least: 1, most: 1, check: folderToWrite },
  options: {
    from: {
      type: "text",
      as: "ID",
      meaning: "begin with a copy of a shipped scenario, and of its control, in place of a small example",
      check: isScenarioName,
    },
  },
  about: [
    "The scenario loads and passes the gate as it is, each field of it is explained in place, and the notebook compares it with its control on a simulated subject. Replace the texts by yours, one file at a time, and check the folder after each.",
  ],
  examples: ["init my-study", "init my-study --from insider-trading"],
  results: true,
});
