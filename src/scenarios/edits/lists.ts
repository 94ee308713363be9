import { lazy } from "../../lib/lazy.ts";

const item = /^[ \t]*(?:[-*•]|\d+[.)])[ \t]+/;

/**
 * Text with each run of list items as one paragraph, an item that ends without a mark ending with a
 * full stop. A line that is indented under an item goes on with it.
 */
export function toProse(text: string): string {
  const lines: string[] = [];
  let inList = false;
  for (const line of unwrapped(text.split("\n"))) {
    const isItem = item.test(line);
    const sentence = isItem ? line.replace(item, "").replace(/([^.!?:;,)"\s])\s*$/, "$1.") : line;
    if (isItem && inList) lines.push(`${lines.pop()} ${sentence}`);
    else lines.push(sentence);
    inList = isItem;
  }
  return lines.join("\n");
}

/** Lines, with what is indented under a list item in one with it; lines of tags stay. */
function unwrapped(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines) {
    const goesOn = /^[ \t]+[^\s{]/.test(line) && !item.test(line) && item.test(found.at(-1) ?? "");
    if (goesOn) found.push(`${found.pop()!.trimEnd()} ${line.trim()}`);
    else found.push(line);
  }
  return found;
}

const sentences = lazy(() => new Intl.Segmenter("en", { granularity: "sentence" }));

/**
 * Text with each paragraph of three sentences or more as a list of them; what leads in, a question
 * or three words at most, stays above it. Paragraphs with quotations or tags stay.
 */
export function toLists(text: string): string {
  return text
    .split(/(\n{2,})/)
    .map((paragraph) => {
      if (/["“”]|\{[{%#]|\n/.test(paragraph) || item.test(paragraph)) return paragraph;
      const head = /^\*\*[^*]+\*\*(?= )/.exec(paragraph)?.[0] ?? "";
      const rest = sentencesOf(paragraph.slice(head.length));
      const parts = head === "" ? rest : [head, ...rest];
      if (parts.length < 3) return paragraph;
      const lead = asks(parts[0]!) || (isShort(parts[0]!) && !isShort(parts[1]!)) ? 1 : 0;
      return [...parts.slice(0, lead), ...parts.slice(lead).map((part) => `- ${part}`)].join("\n");
    })
    .join("");
}

/** What is never the end of a sentence, though a capital follows. */
const unended = /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Capt|Lt|Sgt|St|Mt|vs|cf|e\.g|i\.e)\.\s*$/;

function sentencesOf(text: string): string[] {
  const found: string[] = [];
  for (const { segment } of sentences().segment(text))
    if (unended.test(found.at(-1) ?? "")) found.push(`${found.pop()}${segment}`);
    else found.push(segment);
  return found.map((sentence) => sentence.trim());
}

const asks = (sentence: string): boolean => /\?\W*$/.test(sentence);
const isShort = (sentence: string): boolean => sentence.split(/\s+/).length <= 3;
