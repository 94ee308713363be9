import { sectionsOf } from "./reorder.ts";

/** Where a paragraph is added: before all, after all, or before the last paragraph. */
export type Place = "start" | "end" | "before-last";

/** Text with a paragraph more; a template's block is never parted. */
export function addText(text: string, at: Place, paragraph: string): string {
  const added = paragraph.trim();
  if (at === "start") return `${added}\n\n${text.trimStart()}`;
  const body = text.replace(/\n+$/, "");
  const rest = text.slice(body.length);
  if (at === "end") return `${body}\n\n${added}${rest}`;
  const last = sectionsOf(body).at(-1)!;
  const before = body.slice(0, body.length - last.length).trimEnd();
  return before === "" ? `${added}\n\n${body}${rest}` : `${before}\n\n${added}\n\n${last}${rest}`;
}
