import { sentencesOf, type Cell } from "./cells.ts";
import { firstFound } from "./first-found.ts";

/**
 * How a wording, in all its cells, fails to end with an open task: the last paragraph before the
 * first reply has none of the forms, or, where none are given, no sentence of three words and more.
 */
export function taskFaults(cells: readonly Cell[], forms: readonly string[]): string[] {
  for (const { turns } of cells) {
    const before = turns.slice(
      0,
      turns.findIndex(({ kind }) => kind === "reply"),
    );
    const last = before.at(-1);
    const paragraph =
      last?.kind === "say"
        ? (last.text
            .trim()
            .split(/\n\s*\n|\n/)
            .at(-1) ?? "")
        : "";
    const open =
      forms.length === 0
        ? sentencesOf(paragraph).some((sentence) => (sentence.match(/\p{L}+/gu) ?? []).length >= 3)
        : forms.some((form) => firstFound(form, paragraph) !== null);
    if (!open) return [`the last thing said is “${paragraph.slice(-80)}”`];
  }
  return [];
}
