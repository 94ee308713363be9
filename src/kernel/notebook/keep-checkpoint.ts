import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

/**
 * Keeps a notebook as it is where Jupyter keeps its checkpoints, so that "Revert Notebook to
 * Checkpoint" brings it back. Returns the path; null where there is no notebook yet.
 */
export function keepCheckpoint(file: string): string | null {
  if (!existsSync(file)) return null;
  const folder = join(dirname(file), ".ipynb_checkpoints");
  const kept = join(folder, `${basename(file, extname(file))}-checkpoint${extname(file)}`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, kept);
  return kept;
}
