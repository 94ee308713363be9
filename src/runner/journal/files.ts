import { existsSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FailureLine, ReplyLine } from "../trial.ts";

/** Where replies are written: plain lines, each synced before it counts. */
export const tailOf = (dir: string): string => join(dir, "trials.jsonl");

/** Where those lines are put that the tail has grown too long for: the same, compressed. */
export const sealedOf = (dir: string): string => join(dir, "trials.jsonl.zst");

/**
 * The first line of a tail that was sealed before: up to where the sealed file holds what was in
 * it. What stands behind that there is of a sealing that was cut short, and in the tail still.
 */
interface Mark {
  kind: "sealed";
  bytes: number;
}

/** What was said before a reply, once for all that have its hash in its place. */
export interface SaidLine {
  kind: "said";
  hash: string;
  said: ReplyLine["said"];
}

/** A reply as it is sealed. */
export type SealedReply = Omit<ReplyLine, "said"> & { said: string | ReplyLine["said"] };

export type TailLine = ReplyLine | FailureLine | Mark;
export type SealedLine = SealedReply | FailureLine | SaidLine;

/** No mark is longer, in bytes. */
export const markLength = 200;

/** How far the sealed file counts, by an open tail; null where the tail says nothing of it. */
export function readMark(tail: number): number | null {
  const head = Buffer.alloc(markLength);
  return markIn(head.toString("utf8", 0, readSync(tail, head, 0, head.length, 0)));
}

/** As {@link readMark}, by what the tail begins with. A mark that was cut says nothing. */
export function markIn(text: string): number | null {
  const [, bytes] = /^\{"kind":"sealed","bytes":(\d+)\}(?:\n|$)/.exec(text) ?? [];
  return bytes === undefined ? null : Number(bytes);
}

/** A line as the tail has it. */
export const lineOf = (line: TailLine): string => `${JSON.stringify(line)}\n`;

/** Whether a run's journal has so many bytes, or had before it was sealed. */
export const isLong = (dir: string, bytes: number): boolean =>
  existsSync(sealedOf(dir)) || (journalSize(dir) ?? -1) >= bytes;

/** Bytes of a run's journal; null before its first reply. */
export function journalSize(dir: string): number | null {
  const sizes = [tailOf(dir), sealedOf(dir)].map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? null);
  return sizes.every((size) => size === null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}
