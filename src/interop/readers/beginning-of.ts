import { closeSync, openSync, readSync } from "node:fs";

const BEGINNING = 1 << 16;

/**
 * The first characters of a file, as far as they tell its format. Throws where it is in UTF-16, as
 * spreadsheets may save it.
 */
export function beginningOf(file: string): string {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(BEGINNING);
    const found = bytes.subarray(0, readSync(opened, bytes, 0, BEGINNING, 0));
    const mark = found.subarray(0, 2).toString("hex");
    if (mark === "fffe" || mark === "feff") throw new Error(`${file} is in UTF-16: save it again as UTF-8`);
    return found.toString().replace(/^\uFEFF/, "");
  } finally {
    closeSync(opened);
  }
}
