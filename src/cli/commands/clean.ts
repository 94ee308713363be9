import { declare } from "../frame/command.ts";
import { isNotebook } from "./checks.ts";

export const clean = declare({
  name: "clean",
  purpose: "take out of notebooks what changes without meaning anything",
  positionals: {
    as: "NB.ipynb",
    what: "notebook",
    meaning: "the notebooks, changed in place",
    least: 1,
    most: Infinity,
    check: isNotebook,
  },
  options: {
    outputs: { type: "flag", meaning: "take the outputs away too" },
    check: { type: "flag", meaning: "change nothing; exit code 1 where something would be" },
  },
  about: [
    "Takes out of each notebook, in place, what changes from run to run without meaning anything: times, views, versions, execution counts out of order. Running it again then leaves no difference.",
  ],
  examples: ["clean notebooks/*.ipynb --check"],
  results: true,
});
