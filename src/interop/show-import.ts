import { whole } from "../lib/number-text.ts";
import type { ImportProgress } from "./import-replies.ts";

/** Draws how an import is getting on: one line on a terminal, else a line now and then. */
export function showImport(
  screen: { isTTY?: boolean; write(text: string): unknown } = process.stderr,
  now: () => number = () => performance.now(),
): (progress: ImportProgress) => void {
  const everyMs = screen.isTTY ? 100 : 10_000;
  const start = now();
  let last = screen.isTTY ? -Infinity : start;
  return ({ conversations, file, share, ended }) => {
    if (!ended && now() - last < everyMs) return;
    if (ended && !screen.isTTY) return;
    last = now();
    const rate = conversations / Math.max((now() - start) / 1000, 0.001);
    const line = `${Math.floor(share * 100)} %, ${whole(conversations)} conversations, ${whole(Math.round(rate))} a second · ${file}`;
    screen.write(screen.isTTY ? `\r\x1b[2K${line}${ended ? "\n" : ""}` : `${line}\n`);
  };
}
