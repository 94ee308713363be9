import { createHash } from "node:crypto";
import { closeSync, createReadStream, existsSync, openSync } from "node:fs";
import type { FailureLine, ReplyLine } from "../trial.ts";
import { lineOf, readMark, sealedOf, tailOf } from "./files.ts";
import { openJournal } from "./read-journal.ts";

/** How far a journal had been written, and what it was up to there. */
export interface Position {
  /** Bytes that were sealed, and their SHA-256. */
  sealed: number;
  sealedHash: string;
  /** Lines that were in the tail, and the SHA-256 of them. */
  lines: number;
  linesHash: string;
}

/**
 * How far a run's journal is written. A tail of an older version may be longer than a text can be.
 */
export async function positionOf(dir: string): Promise<Position> {
  const tail = existsSync(tailOf(dir)) ? openSync(tailOf(dir), "r") : null;
  try {
    const mark = tail === null ? null : readMark(tail);
    const start = mark === null ? 0 : lineOf({ kind: "sealed", bytes: mark }).length;
    const written = await wholeLines(tail === null ? [] : createReadStream("", { fd: tail, autoClose: false, start }));
    return { sealed: mark ?? 0, sealedHash: await hashOfFirst(sealedOf(dir), mark ?? 0), ...written };
  } finally {
    if (tail !== null) closeSync(tail);
  }
}

/** How many lines there are up to the last that ends, and their hash. */
async function wholeLines(
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<Pick<Position, "lines" | "linesHash">> {
  const digest = createHash("sha256");
  let lines = 0;
  const rest: Buffer[] = [];
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    for (let at = 0; at < end; at = chunk.indexOf(NEWLINE, at) + 1) lines++;
    if (end > 0) for (const part of rest.splice(0)) digest.update(part);
    digest.update(chunk.subarray(0, end));
    rest.push(chunk.subarray(end));
  }
  return { lines, linesHash: digest.digest("hex") };
}

const NEWLINE = 10;

/**
 * The lines of a run's journal behind a position, sealed since or not; null where the journal is
 * not the one that it was of, up to there.
 */
export async function linesSince(dir: string, at: Position): Promise<(ReplyLine | FailureLine)[] | null> {
  if ((await hashOfFirst(sealedOf(dir), at.sealed)) !== at.sealedHash) return null;
  using journal = openJournal(dir);
  if (journal.sealed < at.sealed) return null;
  const digest = createHash("sha256");
  const found: (ReplyLine | FailureLine)[] = [];
  let passed = 0;
  for await (const { line } of journal.lines(at.sealed)) {
    if (passed++ < at.lines) digest.update(lineOf(line));
    else found.push(line);
  }
  return passed >= at.lines && digest.digest("hex") === at.linesHash ? found : null;
}

async function hashOfFirst(file: string, bytes: number): Promise<string> {
  const digest = createHash("sha256");
  if (bytes > 0 && existsSync(file))
    for await (const chunk of createReadStream(file, { end: bytes - 1 })) digest.update(chunk as Buffer);
  return digest.digest("hex");
}
