import { statSync, watch as watchFolder } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { executeOnce, type Settings } from "./execute-once.ts";

const settle = 100;

/**
 * Executes a notebook, and again whenever it or a local file that it imports is saved, until Ctrl-C. Resolves to the
 * exit code.
 */
export async function watch(settings: Settings): Promise<number> {
  for (;;) {
    const since = Date.now();
    const { code, files } = await attempt(settings);
    if (code === 130) return code;
    if ((await nextChange(new Set([settings.file, ...files]), since)) === null) return code;
  }
}

async function attempt(settings: Settings): Promise<{ code: number; files: string[] }> {
  try {
    const { code, executed } = await executeOnce(settings);
    return { code, files: executed.files.map((url) => fileURLToPath(url)) };
  } catch (error) {
    console.error(`parallax exec: ${(error as Error).message}`);
    return { code: 2, files: [] };
  }
}

/**
 * Resolves once one of the files is written to, or was while they were being executed, after `since` in epoch ms; to null
 * on Ctrl-C. Folders are watched: editors replace files. Says that it watches only when nothing can be missed any more.
 */
async function nextChange(files: Set<string>, since: number): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const folders = new Set([...files].map((file) => dirname(file)));
  const watchers = Array.from(folders, (folder) =>
    watchFolder(folder, (_, name) => {
      const file = `${folder}/${name}`;
      if (files.has(file)) setTimeout(() => resolve(file), settle);
    }),
  );
  const end = () => resolve(null);
  process.once("SIGINT", end);
  console.error(`watching ${files.size} ${files.size === 1 ? "file" : "files"}; Ctrl-C ends`);
  for (const file of files) if (writtenAt(file) > since) resolve(file);
  try {
    return await promise;
  } finally {
    process.off("SIGINT", end);
    watchers.forEach((watcher) => watcher.close());
  }
}

const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
