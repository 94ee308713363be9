import { sectionsOf } from "./reorder.ts";

/** Where a paragraph is added: before all, after all, or before the last paragraph. */
export type Place = "start" | "end" | "before-last";

/** Text with a paragraph more; a template's block is never parted. */
export function addText(text: string, at: Place, paragraph: string): string {
  const added = paragraph.trim();
  if (at === "start") return `${added}\n\n${text.trimStart()}`;
  const body = text.replace(/\n+$/, "");
  const rest = text.slice(body.length);
  if (at === "end") return `${body}${gapAfter(body)}${added}${rest}`;
  const last = sectionsOf(body).at(-1)!;
  const before = body.slice(0, body.length - last.length).trimEnd();
  return before === "" ? `${added}\n\n${body}${rest}` : `${before}${gapAfter(before)}${added}\n\n${last}${rest}`;
}

/** A blank line; one more where the text ends in a tag, which takes the end of its line with it. */
const gapAfter = (text: string): string => (/[%#]\}$/.test(text) && !onlyTag.test(text) ? "\n\n\n" : "\n\n");
const onlyTag = /(?:^|\n)[ \t]*\{[%#](?:(?![%#]\})[^])*[%#]\}$/;
