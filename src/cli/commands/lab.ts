import { declare } from "../frame/command.ts";

export const lab = declare({
  name: "lab",
  purpose: "JupyterLab with this kernel, in a .venv of the project's own",
  positionals: {
    as: "-- OPTION",
    what: "option of jupyter lab",
    meaning: "options of jupyter lab, after --",
    least: 0,
    most: Infinity,
  },
  options: { prepare: { type: "flag", meaning: "do all but open JupyterLab" } },
  about: [
    "Makes .venv from requirements.txt here, installs the kernel into it, and tslab beside it, and opens JupyterLab on notebooks/.",
  ],
  examples: ["lab --prepare", "lab -- --no-browser"],
  results: true,
});
