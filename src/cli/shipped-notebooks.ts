import { spawnSync } from "node:child_process";

/**
 * The notebooks below a folder of a clone that are as they were committed: what they show is this
 * project's. Those that were changed or added are their author's, and none is known outside a
 * clone.
 */
export function shippedNotebooks(folder: string, cwd = "."): string[] {
  const git = (...args: string[]): string[] | null => {
    const { status, stdout } = spawnSync("git", [...args, "-z", "--", folder], { cwd, encoding: "utf8" });
    return status === 0 ? stdout.split("\0").filter((file) => file.endsWith(".ipynb")) : null;
  };
  const [tracked, changed] = [git("ls-files"), git("diff", "--name-only", "--relative", "HEAD")];
  return tracked === null || changed === null ? [] : tracked.filter((file) => !changed.includes(file));
}
