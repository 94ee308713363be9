import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { cleanNotebook } from "../kernel/notebook/clean.ts";
import { readNotebook } from "../kernel/notebook/read-notebook.ts";
import { formatNotebook, writeNotebook } from "../kernel/notebook/write-notebook.ts";

const usage = `usage: parallax clean NB.ipynb … [--outputs] [--check]

Takes out of each notebook, in place, what changes from run to run without meaning anything: times, views, versions,
execution counts out of order. Running it again then leaves no difference.

  --outputs   take the outputs away too
  --check     change nothing; exit code 1 where something would be`;

/** `parallax clean`: exit code 0, 1 where `--check` finds something to do, 2 where a file is no notebook. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        outputs: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help || positionals.length === 0) {
      (values.help ? console.log : console.error)(usage);
      return values.help ? 0 : 2;
    }
    const unclean = positionals.filter((file) => {
      const cleaned = cleanNotebook(readNotebook(file), { outputs: values.outputs });
      if (formatNotebook(cleaned) === readFileSync(file, "utf8")) return false;
      console.log(`${file}: ${values.check ? "is not clean" : "cleaned"}`);
      if (!values.check) writeNotebook(file, cleaned);
      return true;
    });
    return values.check && unclean.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`parallax clean: ${(error as Error).message}`);
    return 2;
  }
}
