import { lazy } from "../../lib/lazy.ts";

const item = /^[ \t]*(?:[-*•]|\d+[.)])[ \t]+/;

/**
 * Text with each run of list items as one paragraph, an item that ends without a mark ending with a
 * full stop.
 */
export function toProse(text: string): string {
  const lines: string[] = [];
  let inList = false;
  for (const line of text.split("\n")) {
    const isItem = item.test(line);
    const sentence = isItem ? line.replace(item, "").replace(/([^.!?:;,)"\s])\s*$/, "$1.") : line;
    if (isItem && inList) lines.push(`${lines.pop()} ${sentence}`);
    else lines.push(sentence);
    inList = isItem;
  }
  return lines.join("\n");
}

const sentences = lazy(() => new Intl.Segmenter("en", { granularity: "sentence" }));

/**
 * Text with each paragraph of three sentences or more as a list of them. Paragraphs with quotations
 * or tags stay.
 */
export function toLists(text: string): string {
  return text
    .split(/(\n{2,})/)
    .map((paragraph) => {
      if (/["“”]|\{[{%#]|\n/.test(paragraph) || item.test(paragraph)) return paragraph;
      const parts = [...sentences().segment(paragraph)].map(({ segment }) => segment.trim());
      return parts.length < 3 ? paragraph : parts.map((part) => `- ${part}`).join("\n");
    })
    .join("");
}
