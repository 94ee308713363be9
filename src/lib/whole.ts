import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Has a file or folder made beside its place, and puts it there when it is whole; what could not be
 * made, as on a full disk, leaves nothing behind.
 */
export async function madeWhole<T>(place: string, make: (unfinished: string) => Promise<T>): Promise<T> {
  const unfinished = unfinishedOf(place);
  try {
    const result = await make(unfinished);
    renameSync(unfinished, place);
    return result;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw named(error, unfinished, place);
  }
}

/**
 * Writes a file whole or not at all, as {@link madeWhole} does: where a link leads to, if it is
 * one. What is no file, such as a pipe, is written to.
 */
export function writeWhole(
  file: string,
  text: string,
  write: (unfinished: string, text: string) => void = writeFileSync,
): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) return write(file, text);
  const place = there ? realpathSync(file) : file;
  const unfinished = unfinishedOf(place);
  try {
    write(unfinished, text);
    renameSync(unfinished, place);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw named(error, unfinished, file);
  }
}

const unfinishedOf = (place: string): string => `${resolve(place)}.${process.pid}.part`;

/**
 * Has what the system says of a file that was not finished, or of none, name the place it is for.
 */
function named(error: unknown, unfinished: string, place: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && (path === undefined || path === unfinished)) Object.assign(error as Error, { path: place });
  return error;
}
