import { writeSync } from "node:fs";

/** A line for whoever started the kernel, past everything that a notebook captures. */
export function log(text: string): void {
  try {
    writeSync(2, `[parallax kernel] ${text}\n`);
  } catch {
    // Nobody reads the kernel's stderr.
  }
}
