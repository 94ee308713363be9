import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { sha256 } from "../../lib/hash.ts";
import { home } from "../../lib/home.ts";
import type { PublishedFile } from "./spec.ts";

/** Folder of fetched files, laid out as `<owner>/<repo>/<commit>/<path>`; outside any repository. */
export function publishedRoot(env?: Record<string, string | undefined>): string {
  return join(home(env), "published");
}

/** Where a file is kept. Throws on one that would be kept outside the folder. */
export function publishedPath({ repo, commit, path }: PublishedFile, root: string): string {
  return inside(root, repo, commit, path);
}

/** A file's checksum: the pinned one, or the one recorded when it was first fetched; null before that. */
export function expectedHash(file: PublishedFile, root: string): string | null {
  if (file.sha256 !== null) return file.sha256;
  const record = recordPath(file, root);
  return existsSync(record) ? readFileSync(record, "utf8").trim() : null;
}

/** A fetched file's text; null where it is not here. Throws when it is not what was pinned or recorded. */
export function readPublished(file: PublishedFile, root: string): string | null {
  const path = publishedPath(file, root);
  const expected = expectedHash(file, root);
  if (expected === null || !existsSync(path)) return null;
  const bytes = readFileSync(path);
  const found = sha256(bytes);
  if (found !== expected)
    throw new Error(`${path} has SHA-256 ${found}, expected ${expected}: delete it and run "parallax fetch" again`);
  return bytes.toString("utf8");
}

/**
 * Keeps a file's bytes, whole or not at all, once its checksum is the expected one; records the checksum of a file that
 * has none. Throws, and writes nothing, on any other bytes.
 */
export async function keepPublished(file: PublishedFile, bytes: Uint8Array, root: string): Promise<void> {
  const found = sha256(bytes);
  const expected = expectedHash(file, root);
  if (expected !== null && found !== expected) {
    const since = file.sha256 === null ? `${expected}, recorded when it was first fetched` : `${expected}, pinned`;
    throw new Error(
      `${file.repo}/${file.path} at ${file.commit} is not the file it was: SHA-256 ${found}, expected ${since}; nothing was written`,
    );
  }
  if (expected === null) await write(recordPath(file, root), `${found}\n`);
  await write(publishedPath(file, root), bytes);
}

function recordPath({ repo, commit, path }: PublishedFile, root: string): string {
  return inside(join(root, ".recorded"), repo, commit, `${path}.sha256`);
}

function inside(root: string, ...parts: string[]): string {
  const path = resolve(root, ...parts);
  if (!path.startsWith(resolve(root) + sep))
    throw new Error(`${parts.join("/")} leads out of ${root}: correct its path`);
  return path;
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    const handle = await open(unfinished, "wx");
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}
