import { existsSync, openSync, closeSync } from "node:fs";
import { sha256 } from "../../lib/hash.ts";
import { openLines, type Appender } from "../../lib/jsonl.ts";
import { putFrames, framesOf, unpack } from "../../lib/zstd-frames.ts";
import { lineOf, sealedOf, tailOf, type SaidLine, type TailLine } from "./files.ts";
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
  let known: Set<string> | null = null;
  const putAway = async (content: Buffer): Promise<string> => {
    const lines = content
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    const values = lines.map((line) => JSON.parse(line) as TailLine);
    const before = values[0]?.kind === "sealed" ? values[0].bytes : 0;
    known ??= hashesIn(sealedOf(dir), before);
    const { texts, hashes } = sealing(values, known);
    const bytes = await putFrames(sealedOf(dir), before, parts(texts, frame));
    for (const each of hashes) known.add(each);
    return lineOf({ kind: "sealed", bytes });
  };
  return openLines(tailOf(dir), { long: tail, putAway });
}

/** Lines as they are sealed, and the hashes that they have first. */
function sealing(values: readonly TailLine[], known: ReadonlySet<string>): { texts: string[]; hashes: Set<string> } {
  const hashes = new Set<string>();
  const texts: string[] = [];
  for (const value of values) {
    if (value.kind === "sealed") continue;
    const said = value.kind === "reply" ? JSON.stringify(value.said) : "";
    if (said.length < worthAHash) {
      texts.push(JSON.stringify(value));
      continue;
    }
    const hash = sha256(said).slice(0, 20);
    if (!known.has(hash) && !hashes.has(hash)) texts.push(`{"kind":"said","hash":"${hash}","said":${said}}`);
    hashes.add(hash);
    texts.push(JSON.stringify({ ...value, said: hash }));
  }
  return { texts, hashes };
}

/** Frames of so many bytes; each notes how many lines of what was said it has. */
function parts(texts: readonly string[], most: number): { bytes: Buffer; note: number }[] {
  const found: string[][] = [[]];
  let length = 0;
  for (const text of texts) {
    found.at(-1)!.push(text);
    length += text.length;
    if (length < most) continue;
    found.push([]);
    length = 0;
  }
  const full = found.filter((lines) => lines.length > 0);
  return full.map((lines) => ({
    bytes: Buffer.from(`${lines.join("\n")}\n`),
    note: lines.filter(isSaid).length,
  }));
}

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
