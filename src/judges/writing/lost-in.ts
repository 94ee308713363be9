import { properNames } from "../../scenarios/proper-names.ts";

/**
 * What of a text is not there after a translation although it is no language: template tags (blocks
 * in their order), marks in angle brackets, words in capitals and, with `names`, names. In words, a
 * fault each; empty when all was kept.
 */
export function lostIn(before: string, after: string, { names }: { names: boolean }): string[] {
  const faults: string[] = [];
  const [blocks, kept] = [before, after].map((text) => text.match(/\{%.*?%\}/gs) ?? []);
  if (kept!.join() !== blocks!.join()) faults.push(`template blocks should be ${list(blocks!)}, are ${list(kept!)}`);
  for (const pattern of [/\{\{.*?\}\}/gs, /<[^<>\n]{1,60}>/g]) {
    const [marks, others] = [before, after].map((text) => (text.match(pattern) ?? []).toSorted());
    if (marks!.join() !== others!.join()) faults.push(`marks should be ${list(marks!)}, are ${list(others!)}`);
  }
  const named = names ? properNames(before).flatMap(([whole]) => whole ?? []) : [];
  const wanted = [...new Set([...(before.match(/\b\p{Lu}{4,}\b/gu) ?? []), ...named])];
  const gone = wanted.filter((word) => !after.includes(word));
  return gone.length > 0 ? [...faults, `these should stay as they are: ${gone.join(", ")}`] : faults;
}

const list = (marks: readonly string[]): string => (marks.length === 0 ? "none" : marks.join(" "));
