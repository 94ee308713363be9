import { existsSync, openSync, closeSync } from "node:fs";
import { sha256 } from "../../lib/hash.ts";
import { openLines, type Appender } from "../../lib/jsonl.ts";
import { putFrames, framesOf, unpack } from "../../lib/zstd-frames.ts";
import { lineOf, markIn, markLength, sealedOf, tailOf, type SaidLine, type TailLine } from "./files.ts";
import { isUnmarked, markTail } from "./mark-tail.ts";

/** Bytes of a tail from which it is sealed, and of plain lines that are compressed together. */
const most = { tail: 8 << 20, frame: 1 << 20 };

/** What was said is kept by its hash where it is longer than this, as JSON. */
const worthAHash = 100;

/**
 * Opens a run's journal for appending. A line is on disk when its append resolves, in the tail, as
 * it is. When the tail has grown long all of it is sealed: compressed, synced, and only then is a
 * tail put in its place that says so. Whatever ends the process between two steps, every line is
 * there once.
 */
export async function writeJournal(dir: string, { tail, frame } = most): Promise<Appender> {
  if (isUnmarked(dir)) await markTail(dir);
  let sealed: { bytes: number; hashes: Set<string> } | null = null;
  const putAway = async (content: Buffer): Promise<string> => {
    const before = markIn(content.toString("utf8", 0, markLength)) ?? 0;
    // Where a tail was not put in place after all, what was sealed of it is sealed again.
    if (sealed?.bytes !== before) sealed = { bytes: before, hashes: hashesIn(sealedOf(dir), before) };
    const hashes = new Set(sealed.hashes);
    const bytes = await putFrames(sealedOf(dir), before, parts(sealing(content, hashes), frame));
    sealed = { bytes, hashes };
    return lineOf({ kind: "sealed", bytes });
  };
  return openLines(tailOf(dir), { long: tail, putAway });
}

/**
 * Lines of a tail as they are sealed, one after the other: a long one is never all in memory as
 * text. Takes up the hashes that they have first.
 */
function* sealing(content: Buffer, known: Set<string>): Generator<string> {
  for (let start = 0, end = 0; start < content.length; start = end + 1) {
    end = content.indexOf(NEWLINE, start);
    if (end < 0) end = content.length;
    if (end === start) continue;
    const value = JSON.parse(content.toString("utf8", start, end)) as TailLine;
    if (value.kind === "sealed") continue;
    const said = value.kind === "reply" ? JSON.stringify(value.said) : "";
    if (said.length < worthAHash) {
      yield JSON.stringify(value);
      continue;
    }
    const hash = sha256(said).slice(0, 20);
    if (!known.has(hash)) yield `{"kind":"said","hash":"${hash}","said":${said}}`;
    known.add(hash);
    yield JSON.stringify({ ...value, said: hash });
  }
}

/** Frames of so many bytes; each notes how many lines of what was said it has. */
function* parts(texts: Iterable<string>, most: number): Generator<{ bytes: Buffer; note: number }> {
  const part = (lines: readonly string[]) => ({
    bytes: Buffer.from(`${lines.join("\n")}\n`),
    note: lines.filter(isSaid).length,
  });
  let lines: string[] = [];
  let length = 0;
  for (const text of texts) {
    lines.push(text);
    length += text.length;
    if (length < most) continue;
    yield part(lines);
    [lines, length] = [[], 0];
  }
  if (lines.length > 0) yield part(lines);
}

const NEWLINE = 10;

const isSaid = (line: string): boolean => line.startsWith('{"kind":"said"');

/** The hashes that a sealed file has so far. */
function hashesIn(name: string, end: number): Set<string> {
  const hashes = new Set<string>();
  if (end === 0 || !existsSync(name)) return hashes;
  const file = openSync(name, "r");
  try {
    for (const frame of [...framesOf(file, end)].filter(({ note }) => note > 0))
      for (const line of unpack(file, frame).toString("utf8").split("\n"))
        if (isSaid(line)) hashes.add((JSON.parse(line) as SaidLine).hash);
    return hashes;
  } finally {
    closeSync(file);
  }
}
