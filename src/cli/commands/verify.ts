import { declare } from "../frame/command.ts";
import { isNotebook } from "./checks.ts";
import { mode } from "./shared-options.ts";

export const verify = declare({
  name: "verify",
  purpose: "execute notebooks in replay; fail where an output would change",
  positionals: {
    as: "NB.ipynb",
    what: "notebook",
    meaning: "the notebooks; no file is changed",
    least: 1,
    most: Infinity,
    check: isNotebook,
  },
  options: { mode: { ...mode, default: "replay" } },
  about: [
    'Executes each notebook in replay mode, changes no file, and fails (exit code 1) where an output would not be what was saved, saying which and how. What may change has to be declared: a cell by the tag "volatile", a part of any output by a regular expression in the notebook\'s metadata, {"parallax": {"volatile": ["[0-9.]+ ms"]}}.',
  ],
  examples: ["verify notebooks/*.ipynb"],
  results: true,
});
