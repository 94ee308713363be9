import type { PrivateMark } from "../scenario.ts";
import { kindOf, markPattern } from "./mark-pattern.ts";
import type { Parted } from "./parted.ts";

type Pair = Extract<PrivateMark, { open: string }>;
type Place = { start: number; end: number };

/** Takes what stands between two marks out of a reply, marks and all. */
export function cutPairs(pair: Pair, reply: string): Parted {
  const notes: string[] = [];
  let said = "";
  let at = 0;
  for (;;) {
    const open = nextOpen(pair, reply, at);
    if (open === null) break;
    const close = nextClose(pair, reply, open.end);
    if (close === null && pair.open === pair.close && pair.open.length === 1) break;
    said += reply.slice(at, open.start);
    notes.push(reply.slice(open.end, close?.start ?? reply.length));
    at = close?.end ?? reply.length;
  }
  const orphan = notes.length === 0 ? closeAlone(pair, reply) : null;
  if (orphan !== null) return { said: reply.slice(orphan.end), notes: [reply.slice(0, orphan.start)] };
  return { said: said + reply.slice(at), notes };
}

function nextOpen(pair: Pair, reply: string, from: number): Place | null {
  for (const place of places(pair.open, reply, from)) {
    const atHead = reply.slice(from, place.start).trim() === "" && (from === 0 || pair.first === true);
    const atLine = /(?:^|\n)[ \t]*$/.test(reply.slice(0, place.start));
    if (pair.first ? atHead : pair.open !== pair.close || atLine) return place;
    if (pair.first) return null;
  }
  return null;
}

/**
 * A single sign may stand within the note, so it closes where a line ends, or else before a space
 * in the same line.
 */
function nextClose(pair: Pair, reply: string, from: number): Place | null {
  const found = [...places(pair.close, reply, from, true)];
  if (pair.close !== pair.open || pair.close.length > 1) return found[0] ?? null;
  const endsLine = found.find(({ end }) => /^[ \t]*(?:\n|$)/.test(reply.slice(end)));
  const inLine = ({ start, end }: Place) => !reply.slice(from, start).includes("\n") && /^\s/.test(reply.slice(end));
  return endsLine ?? found.find(inLine) ?? null;
}

/** A closing tag or heading with nothing before it that opens. */
function closeAlone(pair: Pair, reply: string): Place | null {
  if (pair.open === pair.close || kindOf(pair.close) === "signs") return null;
  return places(pair.close, reply, 0).next().value ?? null;
}

function* places(mark: string, reply: string, from: number, closes = false): Generator<Place, undefined> {
  const pattern = markPattern(mark, closes);
  pattern.lastIndex = from;
  for (let match = pattern.exec(reply); match !== null; match = pattern.exec(reply))
    yield { start: match.index, end: match.index + match[0].length };
}
