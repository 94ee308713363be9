import { readFileSync } from "node:fs";

/** What a test file names when it may change, start or end what others in its process would see. */
const listed = [
  /\bprocess\b|\bglobalThis\b|"node:(child_process|cluster|http|https|net|worker_threads)"|playwright-core/,
  // A server, a browser or a kernel.
  /\/(browser|[a-z]+-server|drive|execute-cells|lab-page)\.ts"/,
];

/**
 * Test files by the process that runs them. Files of a room share one, as most of a small file's
 * time is Node's start and the loading of what its neighbours load, too. A file that names a
 * process, a global, a server, a browser or a kernel has one of its own.
 */
export function processes(files: string[]): string[][] {
  const byProcess = Map.groupBy(files, (file) => {
    const text = readFileSync(file, "utf8");
    return listed.some((name) => name.test(text)) ? file : /(?:^|\/)src\/(?:([^/]+)\/)?/.exec(file)?.[1];
  });
  return [...byProcess.values()];
}
