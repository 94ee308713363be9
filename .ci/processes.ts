import { readFileSync } from "node:fs";
import { slowFirst } from "./slow-first.ts";

/** What a test file names when it may change what others in its process would see. */
const alone = [
  /\bprocess\.(?!(?:arch|argv|cwd|env|execPath|getuid|kill|memoryUsage|pid|platform|umask|versions?)\b)/,
  /\bglobalThis\b|"node:(cluster|worker_threads)"|playwright-core/,
  // A server that is slow, as how many ask it at once is counted.
  /\bdelayMs\b/,
  // A browser, a kernel or its cells.
  /\/(browser|create-session|drive|execute-cells|lab-page)\.ts"/,
];

/**
 * Test files by the process that runs them. Files of a room share one, as most of a small file's
 * time is Node's start and the loading of what its neighbours load, too. A file that changes its
 * process or a global, that starts a browser or a kernel, or that is slow has one for itself.
 */
export function processes(files: string[]): string[][] {
  const byProcess = Map.groupBy(files, (file) => {
    const text = readFileSync(file, "utf8");
    const isAlone = alone.some((name) => name.test(text)) || slowFirst.some((slow) => file.endsWith(slow));
    return isAlone ? file : /(?:^|\/)src\/(?:([^/]+)\/)?/.exec(file)?.[1];
  });
  return [...byProcess.values()];
}
