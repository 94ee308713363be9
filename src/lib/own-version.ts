import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sources } from "./here.ts";

const root = fileURLToPath(new URL("../", sources));

/** This package's version. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string }).version;
}

/**
 * The commit that this code is at, in 12 digits, and whether files differ from it; null where it
 * is not in a repository of its own, or git is not at hand.
 */
export function ownCommit(): { commit: string; changed: boolean } | null {
  if (!existsSync(`${root}.git`)) return null;
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", root, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const commit = git("rev-parse", "--short=12", "HEAD");
    return { commit, changed: git("status", "--porcelain", "--untracked-files=no", "--", "src", "data") !== "" };
  } catch {
    return null;
  }
}
