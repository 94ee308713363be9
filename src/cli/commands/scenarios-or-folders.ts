import { scenariosIn } from "./checks.ts";

/** Scenarios, or folders of them, as a command's positionals. */
export const scenariosOrFolders = {
  as: "SCENARIO|FOLDER",
  what: "scenario, or a folder of scenarios",
  meaning: "a scenario by id or path, or a folder of scenarios; all shipped ones where none is named",
  least: 0,
  most: Infinity,
  check: (at: string) => void scenariosIn(at),
} as const;
