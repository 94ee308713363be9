import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { join } from "node:path";
import { isOwn } from "./compile-cache.ts";

/** Values kept under one name, for as many versions of a program and its files as are in use. */
const versions = 8;

/**
 * What was worked out once for a key, from the user's own cache folder, where the modules are kept
 * compiled, too; undefined where it is not there, or the folder is not the user's alone.
 */
export function recall(name: string, key: string): unknown {
  const file = fileOf(name, key);
  if (file === null) return undefined;
  try {
    const [kept, value] = JSON.parse(readFileSync(file, "utf8")) as [string, unknown];
    return kept === key ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a JSON value for {@link recall}, and of those under its name the newest few. Where that
 * cannot be done it will be worked out again.
 */
export function keep(name: string, key: string, value: unknown): void {
  const file = fileOf(name, key);
  if (file === null) return;
  try {
    const unfinished = `${file}.${randomUUID()}`;
    writeFileSync(unfinished, JSON.stringify([key, value]), { mode: 0o600, flag: "wx" });
    renameSync(unfinished, file);
    dropOldest(name, join(file, ".."));
  } catch {
    // Without it everything works, slower.
  }
}

function dropOldest(name: string, folder: string): void {
  const files = readdirSync(folder)
    .filter((file) => file.startsWith(`${name}@`))
    .map((file) => ({ path: join(folder, file), at: statSync(join(folder, file)).mtimeMs }))
    .toSorted((a, b) => b.at - a.at);
  for (const { path } of files.slice(versions)) rmSync(path, { force: true });
}

function fileOf(name: string, key: string): string | null {
  const compiled = getCompileCacheDir();
  if (compiled === undefined) return null;
  const folder = join(compiled, "parallax");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwn(folder) ? join(folder, `${name}@${key.slice(0, 16)}.json`) : null;
  } catch {
    return null;
  }
}
