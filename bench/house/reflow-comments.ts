import { lineIn, parsed } from "./source.ts";
import { isDirective } from "./wide-comments.ts";

interface Span {
  start: number;
  end: number;
  text: string;
}

/**
 * A file's text with every comment that is wider than `most` columns broken anew: blocks and runs
 * of line comments where they stand, one behind code on lines of its own above it. Lists, blank
 * lines and indented lines keep their shape, and a word longer than a line stays whole. Nothing but
 * comments changes.
 */
export function reflowComments(file: string, text: string, most = 100): string {
  const lineOf = lineIn(text);
  const lines = text.split("\n");
  const isWide = (first: number, last: number) => lines.slice(first - 1, last).some((line) => [...line].length > most);
  const changes: Span[] = [];
  for (const { start, end, words, block, alone } of groups(file, text)) {
    if (!isWide(lineOf(start), lineOf(end - 1)) || words.some(isDirective)) continue;
    const from = text.lastIndexOf("\n", start - 1) + 1;
    const indent = /^\s*/.exec(text.slice(from))![0];
    if (alone) changes.push({ start: from, end, text: written(words, indent, block, most) });
    else if (/^[ \t]*(\n|$)/.test(text.slice(end))) {
      const code = text.slice(from, start).trimEnd();
      changes.push({ start: from, end, text: `${written(words, indent, block, most)}\n${code}` });
    }
  }
  return changes
    .toReversed()
    .reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), text);
}

/** Comments as they are read: a block, or line comments one below the other at the same column. */
function groups(file: string, text: string) {
  const found: { start: number; end: number; words: string[]; block: string | null; alone: boolean }[] = [];
  for (const { type, start, end, value } of parsed(file, text).comments) {
    const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    const alone = before.trim() === "";
    if (type === "Block") {
      const block = value.startsWith("*") ? "/**" : "/*";
      const words = value
        .slice(block.length - 2)
        .split("\n")
        .map((line) => line.replace(/^\s*\* ?|^\s+$/, "").trimEnd());
      found.push({ start, end, words, block, alone });
      continue;
    }
    const last = found.at(-1);
    const follows = last?.alone && last.block === null && alone && text.slice(last.end, start) === `\n${before}`;
    const line = value.replace(/^ /, "");
    if (follows && !isDirective(line) && !last.words.some(isDirective)) {
      last.words.push(line);
      last.end = end;
    } else found.push({ start, end, words: [line], block: null, alone });
  }
  return found;
}

/** A comment's words, as a block or as line comments, in lines of at most `most` columns. */
function written(words: string[], indent: string, block: string | null, most: number): string {
  const room = most - indent.length - 3;
  const broken = paragraphs(words).flatMap(({ text, hang }) => wrap(text, hang, room));
  if (block === null) return broken.map((line) => `${indent}// ${line}`.trimEnd()).join("\n");
  return [`${indent}${block}`, ...broken.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join("\n");
}

/** Lines that belong together, as one; `hang` is how far those after the first stand in. */
function paragraphs(words: string[]): { text: string; hang: string }[] {
  const found: { text: string; hang: string }[] = [];
  const trimmed = words.slice(
    words[0]?.trim() === "" ? 1 : 0,
    words.at(-1)?.trim() === "" && words.length > 1 ? -1 : undefined,
  );
  let open = false;
  for (const line of trimmed) {
    const item = /^(\s*)(?:[-*]|\d+\.|@\w+)\s/.exec(line);
    if (open && item === null && line.trim() !== "" && (!/^\s{2,}/.test(line) || found.at(-1)!.hang !== ""))
      found.at(-1)!.text += ` ${line.trim()}`;
    else found.push({ text: line.trimEnd(), hang: item === null ? "" : `${item[1]!}  ` });
    open = line.trim() !== "" && !(/^\s{2,}/.test(line) && found.at(-1)!.hang === "");
  }
  return found.map(({ text, hang }, i) => ({ text: i === 0 ? text.trimStart() : text, hang }));
}

function wrap(text: string, hang: string, room: number): string[] {
  const [, lead, rest] = /^(\s*)([\s\S]*)$/.exec(text)!;
  const lines: string[] = [];
  let line = lead!;
  for (const word of rest!.split(" ")) {
    const next = line.trim() === "" ? `${line}${word}` : `${line} ${word}`;
    if ([...next].length > room && line.trim() !== "") {
      lines.push(line);
      line = `${hang}${word}`;
    } else line = next;
  }
  return [...lines, line];
}
