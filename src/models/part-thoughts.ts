import type { Reply } from "./model.ts";

/**
 * Marks that servers leave around a model's thoughts where they do not part them from what it says.
 */
const marks: [open: RegExp, close: RegExp][] = [
  [/^\s*<(think|thinking|thought|reasoning)>/i, /<\/(think|thinking|thought|reasoning)>/i],
  [/^\s*\[THINK\]/, /\[\/THINK\]/],
  [/^\s*◁think▷/, /◁\/think▷/],
];

/**
 * A reply with the thoughts that lead its text as reasoning. The opening mark may be missing, since
 * some chat templates end with it; the closing one too, where the reply was cut off in thought.
 * Marks further on are the model's own words.
 */
export function partThoughts<R extends Pick<Reply, "text" | "reasoning">>(reply: R): R {
  for (const [open, close] of marks) {
    const parted = part(reply.text, open, close);
    if (parted === null) continue;
    const thoughts = [reply.reasoning ?? "", parted.thoughts].filter((each) => each.trim() !== "");
    return { ...reply, text: parted.text, reasoning: thoughts.length > 0 ? thoughts.join("\n\n") : null };
  }
  return reply;
}

function part(text: string, open: RegExp, close: RegExp): { thoughts: string; text: string } | null {
  const [opened] = open.exec(text) ?? [""];
  const closed = close.exec(text);
  if (closed === null) return opened === "" ? null : { thoughts: text.slice(opened.length).trim(), text: "" };
  if (opened === "" && !endsThoughts(text, closed.index, closed[0])) return null;
  const thoughts = text.slice(opened.length, closed.index).trim();
  return { thoughts, text: text.slice(closed.index + closed[0].length).trimStart() };
}

/**
 * Whether a closing mark that nothing opened ends thoughts, and is not spoken of: quoted, or opened
 * further on in a line.
 */
function endsThoughts(text: string, at: number, mark: string): boolean {
  const before = text.slice(0, at);
  const opening = mark.replace("/", "");
  if (before.toLowerCase().includes(opening.toLowerCase())) return false;
  return !/[`"'“‘«]$/.test(before);
}
