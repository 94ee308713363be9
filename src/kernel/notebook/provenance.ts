import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { description } from "../install/description.ts";

type Metadata = Record<string, unknown>;

const lockfiles = ["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"];

/**
 * A notebook's metadata with what it says of how it was executed: versions of Node and of this
 * package, the mode, the hash of the lockfile its packages come from, and whatever the cells had
 * recorded. What is declared there stays: volatile parts, and how types are checked. No times: the
 * same execution gives the same.
 */
export function withProvenance(
  metadata: Metadata,
  file: string,
  env: Record<string, string>,
  record: Metadata,
): Metadata {
  const { version: _, ...language } = description.language_info;
  const lockfile = findLockfile(dirname(file));
  const declared = Object.entries(metadata["parallax"] ?? {}).filter(([name]) => /^(volatile|types)$/.test(name));
  return {
    kernelspec: { name: "parallax", display_name: "TypeScript (Parallax)", language: "typescript" },
    ...metadata,
    language_info: language,
    parallax: {
      ...Object.fromEntries(declared),
      versions: { node: process.versions.node, parallax: description.implementation_version },
      mode: env["PARALLAX_MODE"] ?? process.env["PARALLAX_MODE"] ?? null,
      lockfile: lockfile === null ? null : createHash("sha256").update(readFileSync(lockfile)).digest("hex"),
      ...record,
    },
  };
}

function findLockfile(folder: string): string | null {
  const found = lockfiles.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  return folder === dirname(folder) ? null : findLockfile(dirname(folder));
}
