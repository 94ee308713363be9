import { existsSync, watch as watchFolder, type FSWatcher } from "node:fs";
import { dirname } from "node:path";
import { inWords } from "../../lib/in-words.ts";
import { gone, stamp } from "../session/module-graph.ts";
import { executeOnce, type Settings } from "./execute-once.ts";

const settle = 100;

/** Files by path, each with its stamp when it was read. */
type Read = Map<string, string>;

/**
 * Executes a notebook, and again whenever it or a local file that it imports, or failed to import,
 * is no longer as it was read, until Ctrl-C. Resolves to the exit code.
 */
export async function watch(settings: Settings): Promise<number> {
  let read: Read = new Map();
  for (;;) {
    const notebook: Read = new Map([[settings.file, stamp(settings.file)]]);
    const { code, files } = await attempt(settings);
    if (code === 130) return code;
    read = new Map([...notebook, ...(files ?? [...read].filter(([file]) => !notebook.has(file)))]);
    if (!(await changed(read))) return code;
  }
}

/** `files` is null where the notebook could not be started, or its process ended early. */
async function attempt(settings: Settings): Promise<{ code: number; files: Read | null }> {
  try {
    const { code, executed } = await executeOnce(settings);
    return { code, files: executed.files && new Map(executed.files) };
  } catch (error) {
    console.error(`parallax exec: ${inWords(error)}`);
    return { code: 2, files: null };
  }
}

/**
 * Resolves to true once a file is not as it was read, which it may be already, and to false on
 * Ctrl-C. Folders are watched, since editors replace files, and where one is not there yet the
 * nearest above it that is. Says that it watches only when nothing can be missed any more.
 */
async function changed(read: Read): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const watchers = new Map<string, FSWatcher>();
  const look = () => {
    for (const folder of new Set([...read.keys()].map(nearestFolder))) {
      if (!watchers.has(folder))
        watchers.set(
          folder,
          watchFolder(folder, () => setTimeout(look, settle)),
        );
    }
    if ([...read].some(([file, then]) => stamp(file) !== then)) resolve(true);
  };
  const end = () => resolve(false);
  process.once("SIGINT", end);
  try {
    look();
    const there = [...read.keys()].filter((file) => stamp(file) !== gone).length;
    console.error(`watching ${there} ${there === 1 ? "file" : "files"}; Ctrl-C ends`);
    return await promise;
  } finally {
    process.off("SIGINT", end);
    for (const watcher of watchers.values()) watcher.close();
  }
}

function nearestFolder(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestFolder(folder);
}
