import { reasonOf } from "../../lib/in-words.ts";
import { framesOf, unpack, type Frame } from "../../lib/zstd-frames.ts";
import type { FailureLine, ReplyLine } from "../trial.ts";
import type { SaidLine, SealedLine, SealedReply } from "./files.ts";

/** Where a line is in a journal: in the tail, or in a frame of what is sealed, unpacked. */
export interface Place {
  frame: number | null;
  at: number;
  length: number;
}

/** What a line is of; of a failure all of it. */
export type Head = { kind: "reply"; trial: string } | FailureLine;

/** Unpacked frames that are held, and characters of what was said that are. */
const [heldFrames, heldCharacters] = [16, 64 << 20];

const NEWLINE = 10;

/** The sealed part of a journal, open for reading. */
export interface OpenFrames {
  /** Where the last whole one ends. */
  end: number;
  /** All lines but those of what was said, of frames behind a place in the file. */
  lines(after: number): Generator<{ line: Exclude<SealedLine, SaidLine>; place: Place }>;
  /** As `lines`, of a reply no more than which trial it is of. */
  heads(): Generator<{ head: Head; place: Place }>;
  read(place: Place): SealedLine;
  /** What was said, by its hash. */
  said(hash: string): ReplyLine["said"];
}

/** Opens what is sealed in an open file, up to a place in it. */
export function openFrames(name: string, file: number, end?: number): OpenFrames {
  const frames: Frame[] = [...framesOf(file, end)];
  const recent = new Map<number, Buffer>();
  const texts = new Map<string, ReplyLine["said"] | Place>();
  let characters = 0;
  const bytesOf = (index: number): Buffer => {
    const found = recent.get(index);
    recent.delete(index);
    const bytes = found ?? unpackIn(name, file, frames[index]!);
    recent.set(index, bytes);
    if (recent.size > heldFrames) recent.delete(recent.keys().next().value!);
    return bytes;
  };
  const parse = ({ frame, at, length }: Place): SealedLine =>
    JSON.parse(bytesOf(frame!).toString("utf8", at, at + length)) as SealedLine;
  const note = ({ hash, said }: SaidLine, place: Place) => {
    if (texts.has(hash)) return;
    characters += place.length;
    texts.set(hash, characters <= heldCharacters ? said : place);
  };
  const noteAll = () => {
    for (const [index, frame] of frames.entries())
      for (const place of frame.note > 0 ? placesIn(bytesOf(index), index) : [])
        if (startsWith(bytesOf(index), place.at, saidStart)) note(parse(place) as SaidLine, place);
  };
  const last = frames.at(-1);
  return {
    end: last === undefined ? 0 : last.at + last.length,
    *lines(after) {
      for (const [index, frame] of frames.entries()) {
        if (frame.at < after) continue;
        for (const place of placesIn(bytesOf(index), index)) {
          const line = parse(place);
          if (line.kind === "said") note(line, place);
          else yield { line, place };
        }
      }
    },
    *heads() {
      for (const index of frames.keys()) {
        const bytes = bytesOf(index);
        for (const place of placesIn(bytes, index)) {
          if (startsWith(bytes, place.at, saidStart)) continue;
          const trial = trialOf(bytes, place.at);
          const line = trial === null ? parse(place) : null;
          if (line?.kind === "failure") yield { head: line, place };
          else yield { head: { kind: "reply", trial: trial ?? (line as SealedReply).trial }, place };
        }
      }
    },
    read: parse,
    said(hash) {
      if (!texts.has(hash)) noteAll();
      const found = texts.get(hash);
      if (found === undefined) throw new Error(`${name} has lost what was said before a reply (${hash})`);
      return Array.isArray(found) ? found : (parse(found) as SaidLine).said;
    },
  };
}

function* placesIn(bytes: Buffer, frame: number): Generator<Place> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, at);
    yield { frame, at, length: end - at };
    at = end + 1;
  }
}

const [saidStart, replyStart] = ['{"kind":"said"', '{"kind":"reply","trial":"'].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
];

const startsWith = (bytes: Buffer, at: number, start: Buffer): boolean =>
  bytes.compare(start, 0, start.length, at, Math.min(at + start.length, bytes.length)) === 0;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** The trial of a reply's line as they are written; null of any other line. */
function trialOf(bytes: Buffer, at: number): string | null {
  if (!startsWith(bytes, at, replyStart)) return null;
  const start = at + replyStart.length;
  let end = start;
  while (bytes[end] !== QUOTE && bytes[end] !== BACKSLASH && end < bytes.length) end++;
  return bytes[end] === QUOTE ? bytes.toString("utf8", start, end) : null;
}

function unpackIn(name: string, file: number, frame: Frame): Buffer {
  try {
    return unpack(file, frame);
  } catch (cause) {
    throw new Error(
      `${name} is damaged at byte ${frame.at} (${reasonOf(cause)}): put back a copy of it; without it what it held is asked for again, out of the cache where that has it`,
      { cause },
    );
  }
}
