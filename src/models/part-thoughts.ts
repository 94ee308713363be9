import type { Reply } from "./model.ts";

const names = "(?:[\\w-]+[:_])?think(?:ing)?|thoughts?|reasoning";

/**
 * Marks that servers leave around a model's thoughts where they do not part them from what it says.
 */
const marks = [
  [new RegExp(`<(?:${names})(?:\\s[^>]*)?>`, "i"), new RegExp(`</(?:${names})\\s*>`, "i")],
  [new RegExp(`&lt;(?:${names})&gt;`, "i"), new RegExp(`&lt;/(?:${names})&gt;`, "i")],
  [/\[THINK\]/, /\[\/THINK\]/],
  [/◁think▷/, /◁\/think▷/],
  [/<details\s[^>]*type="reasoning"[^>]*>/, /<\/details>/],
  [/<\|begin_of_thought\|>/, /<\|end_of_thought\|>(?:\s*<\|begin_of_solution\|>)?/],
  [/<\|START_THINKING\|>/, /<\|END_THINKING\|>(?:\s*<\|START_RESPONSE\|>)?/],
  [
    /(?:<\|start\|>assistant)?<\|channel\|>(?:analysis|commentary)<\|message\|>/,
    /(?:<\|end\|>)?<\|start\|>assistant<\|channel\|>final<\|message\|>/,
  ],
  // The same where the server has left its marks out, and the words between them in.
  [/^analysis(?=[A-Z])/, /assistantfinal/],
].map((pair) => marking(...(pair as [RegExp, RegExp])));

/** Marks of one kind. */
interface Marks {
  open: RegExp;
  close: RegExp;
  /** The opening one where it leads a text. */
  leads: RegExp;
}

function marking(open: RegExp, close: RegExp): Marks {
  return { open, close, leads: new RegExp(`^\\s*(?:${open.source})`, open.flags) };
}

/** What ends an answer where its thoughts had marks of this kind. */
const ends = /\s*<\|(?:end_of_solution|END_RESPONSE|return|end)\|>\s*$/;

/**
 * A reply with the thoughts that lead its text as reasoning. The opening mark may be missing, since
 * some chat templates end with it; the closing one too, where the reply was cut off in thought.
 * Marks further on are the model's own words.
 */
export function partThoughts<R extends Pick<Reply, "text" | "reasoning">>(reply: R): R {
  for (const kind of marks) {
    const parted = part(reply.text, kind);
    if (parted === null) continue;
    const thoughts = [reply.reasoning ?? "", ...parted.thoughts].filter((each) => each.trim() !== "");
    const text = kind.close.source.includes("\\|>") ? parted.text.replace(ends, "") : parted.text;
    return { ...reply, text, reasoning: thoughts.length > 0 ? thoughts.join("\n\n") : null };
  }
  return reply;
}

/** The blocks that lead a text, and what is left of it; null where none does. */
function part(text: string, kind: Marks): { thoughts: string[]; text: string } | null {
  const thoughts: string[] = [];
  let rest = text;
  for (;;) {
    const length = lengthOf(rest, kind, thoughts.length === 0);
    if (length === null) return thoughts.length === 0 ? null : { thoughts, text: rest };
    thoughts.push(rest.slice(length.from, length.to).trim());
    rest = rest.slice(length.end).trimStart();
  }
}

/** Where a block that leads a text begins and ends, without its marks and with them. */
function lengthOf(text: string, { open, close, leads }: Marks, first: boolean) {
  const opened = leads.exec(text)?.[0] ?? "";
  if (opened === "") {
    const closed = close.exec(text);
    if (closed === null || !endsThoughts(text, closed.index, open, first)) return null;
    return { from: 0, to: closed.index, end: closed.index + closed[0].length };
  }
  let [depth, last] = [1, null as RegExpMatchArray | null];
  for (const mark of text.matchAll(new RegExp(`(${open.source})|(?:${close.source})`, `${open.flags}g`))) {
    if (mark.index < opened.length) continue;
    depth += mark[1] === undefined ? -1 : 1;
    if (mark[1] === undefined) last = mark;
    if (depth === 0) break;
  }
  // Thoughts that speak of the mark that opens them do not open others.
  if (last === null) return { from: opened.length, to: text.length, end: text.length };
  return { from: opened.length, to: last.index!, end: last.index! + last[0].length };
}

/**
 * Whether a closing mark that nothing opened ends thoughts, and is not spoken of: quoted, or opened
 * further on in a line. After a block that was closed it stands at the beginning of a line.
 */
function endsThoughts(text: string, at: number, open: RegExp, first: boolean): boolean {
  const before = text.slice(0, at);
  if (open.test(before)) return false;
  return first ? !/[`"'“‘«]$/.test(before) : /(?:^|\n)\s*$/.test(before);
}
