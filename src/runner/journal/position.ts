import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { FailureLine, ReplyLine } from "../trial.ts";
import { lineOf, markIn, sealedOf, tailOf } from "./files.ts";
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

/** How far a run's journal is written. */
export async function positionOf(dir: string): Promise<Position> {
  const text = existsSync(tailOf(dir)) ? await readFile(tailOf(dir), "utf8") : "";
  const sealed = markIn(text) ?? 0;
  const lines = text.split("\n").slice(sealed > 0 ? 1 : 0, -1);
  const digest = createHash("sha256");
  for (const line of lines) digest.update(`${line}\n`);
  const hashes = { sealedHash: await hashOfFirst(sealedOf(dir), sealed), linesHash: digest.digest("hex") };
  return { sealed, lines: lines.length, ...hashes };
}

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
