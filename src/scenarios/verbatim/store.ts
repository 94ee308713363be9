import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { link, open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { privateFile, privateFolder } from "../../lib/private.ts";
import { sha256 } from "../../lib/hash.ts";
import { home } from "../../lib/home.ts";
import type { PublishedFile } from "./spec.ts";

/**
 * Folder of fetched files, laid out as `<owner>/<repo>/<commit>/<path>`; outside any repository.
 */
export function publishedRoot(env?: Record<string, string | undefined>): string {
  return join(home(env), "published");
}

/** Where a file is kept. Throws on one that would be kept outside the folder. */
export function publishedPath({ repo, commit, path }: PublishedFile, root: string): string {
  return inside(root, repo, commit, path);
}

/**
 * A file's checksum: the pinned one, or the one recorded when it was first fetched; null before
 * that.
 */
export function expectedHash(file: PublishedFile, root: string): string | null {
  if (file.sha256 !== null) return file.sha256;
  const record = recordPath(file, root);
  return existsSync(record) ? readFileSync(record, "utf8").trim() : null;
}

/**
 * A fetched file's text; null where it is not here. Throws when it is not what was pinned or
 * recorded.
 */
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
 * Keeps a file's bytes, whole or not at all, once its checksum is the expected one; records the
 * checksum of a file that has none. Throws, and writes nothing, on any other bytes.
 */
export async function keepPublished(file: PublishedFile, bytes: Uint8Array, root: string): Promise<void> {
  const place = `${file.repo}/${file.path} at ${file.commit}`;
  if (file.bytes !== null && bytes.length !== file.bytes)
    throw new Error(`${place} has ${bytes.length} bytes, expected ${file.bytes}; nothing was written`);
  if (bytes.length === 0) throw new Error(`${place} is empty; nothing was written`);
  const found = sha256(bytes);
  // Of two that fetch at once, the first to record it says what it must be.
  if (expectedHash(file, root) === null) await write(recordPath(file, root), `${found}\n`, root, link);
  const expected = expectedHash(file, root);
  if (found !== expected) {
    const since = file.sha256 === null ? `${expected}, recorded when it was first fetched` : `${expected}, pinned`;
    throw new Error(`${place} is not the file it was: SHA-256 ${found}, expected ${since}; nothing was written`);
  }
  await write(publishedPath(file, root), bytes, root, rename);
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

/**
 * Writes a file and has it take its place: `rename` over what is there, `link` only where nothing
 * is.
 */
async function write(
  path: string,
  content: string | Uint8Array,
  root: string,
  place: (from: string, to: string) => Promise<void>,
): Promise<void> {
  makeFolder(dirname(path), root);
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    {
      privateFile(unfinished);
      await using handle = await open(unfinished, "w");
      await handle.writeFile(content);
      await handle.sync();
    }
    await place(unfinished, path).catch((error: NodeJS.ErrnoException) => {
      if (place !== link || error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Makes a folder under the root. Throws where a link on the way leads out of it. */
function makeFolder(folder: string, root: string): void {
  privateFolder(root);
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  const [real, realRoot] = [realpathSync(there), realpathSync(root)];
  if (real !== realRoot && !real.startsWith(realRoot + sep))
    throw new Error(`${there} is a link that leads out of ${root}, to ${real}: take it away and fetch again`);
  privateFolder(folder);
}
