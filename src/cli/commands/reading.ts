import { declare } from "../frame/command.ts";
import { folderToWrite } from "../frame/file-to-write.ts";
import { isFile } from "./checks.ts";
import { scenariosOrFolders } from "./scenarios-or-folders.ts";

export const reading = declare({
  name: "reading",
  purpose: "readers' marks of wordings, and how far they agree",
  positionals: scenariosOrFolders,
  options: {
    sheet: {
      type: "text",
      as: "DIR",
      meaning:
        "write what one reader needs: texts by set, in random order and without arm, rung or title, and marks.csv to fill in",
      check: folderToWrite,
    },
    seed: { type: "text", as: "S", meaning: "of the order; give each reader another", otherwise: "1" },
    take: { type: "text", as: "FILE", meaning: "take a filled-in marks.csv into reading.csv", check: isFile },
    reader: { type: "text", as: "NAME", meaning: "who filled it in" },
    by: { type: "choice", of: ["person", "model"], as: "WHO", meaning: "what the reader is" },
  },
  together: ({ sheet, take, reader, by }) => {
    if (sheet !== undefined && take !== undefined) throw new Error("expected either --sheet DIR or --take FILE");
    if (take !== undefined && (!reader || by === undefined))
      throw new Error("--take FILE needs --reader NAME and --by person or --by model");
  },
  about: [
    "Says, without --sheet and --take, how many texts got which mark and how far readers agree; marks of texts that have changed since are left out. A wording whose decision most readers mark below 2, or any marks 0, is rejected by parallax check.",
  ],
  examples: [
    "reading --sheet ../reader-a --seed a",
    "reading --take ../reader-a/marks.csv --reader a --by person",
    "reading insider-trading",
  ],
  results: true,
});
