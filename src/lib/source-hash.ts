import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "./hash.ts";
import { sources } from "./here.ts";
import { once } from "./once.ts";

const root = fileURLToPath(sources);

/**
 * A hash of the program's own files in these folders of it, separated by commas: what they work out
 * may be kept for as long as it stays the same.
 */
export const sourceHash: (folders: string) => string = once((folders) => {
  const files = globSync(`{${folders}}/**/*.{ts,js}`, { cwd: root }).filter(
    (file) => !/\.test\.ts$|\.d\.ts$/.test(file),
  );
  return sha256(
    files
      .toSorted()
      .map((file) => `${file}\n${readFileSync(join(root, file), "utf8")}`)
      .join("\n"),
  );
});
