import { readFileSync } from "node:fs";

/** What a test file names when it may change, start or end what others in its process would see. */
const own =
  /\bprocess\b|\bglobalThis\b|"node:(child_process|cluster|http|https|net|worker_threads)"|playwright-core|\/(browser|[a-z]+-server)\.ts"/;

/**
 * Test files by the process that runs them. Files of a room share one, as most of a small file's
 * time is Node's start and the loading of what its neighbours load, too. A file has a process of
 * its own if it is of the command line or the kernel, which start processes, or if it names one, a
 * global, a server or a browser.
 */
export function processes(files: string[]): string[][] {
  const byProcess = Map.groupBy(files, (file) => {
    const room = /(?:^|\/)src\/([^/]+)\//.exec(file)?.[1];
    const isAlone = room === undefined || room === "cli" || room === "kernel" || own.test(readFileSync(file, "utf8"));
    return isAlone ? file : room;
  });
  return [...byProcess.values()];
}
