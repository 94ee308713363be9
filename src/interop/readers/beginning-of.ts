import { closeSync, openSync, readSync } from "node:fs";

const BEGINNING = 1 << 16;

/** The first characters of a file, as far as they tell its format. */
export function beginningOf(file: string): string {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(BEGINNING);
    return bytes
      .subarray(0, readSync(opened, bytes, 0, BEGINNING, 0))
      .toString()
      .replace(/^\uFEFF/, "");
  } finally {
    closeSync(opened);
  }
}
