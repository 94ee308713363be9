import { readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../../lib/utf8.ts";
import { writeWhole } from "../../lib/whole.ts";
import { findScenario } from "../folder.ts";
import type { Scenario } from "../scenario.ts";
import type { Mark } from "./mark.ts";
import { formatMarks, parseSheet } from "./marks-file.ts";
import { textId } from "./text-id.ts";

/** Marks that were taken in, by scenario, and texts that no wording has any more. */
export interface MarksTaken {
  taken: { scenario: string; file: string; wordings: number; marks: number }[];
  unknown: string[];
}

/**
 * Takes a reader's filled-in sheet into `reading.csv` of each scenario that has its texts, in place
 * of what the same reader marked before; marks of texts that are no more go out with it. Throws
 * where no text of the sheet is known. `at` is each scenario's id or path, as it was loaded.
 */
export function takeMarks(
  file: string,
  scenarios: readonly { at: string; scenario: Scenario }[],
  { reader, by }: Pick<Mark, "reader" | "by">,
): MarksTaken {
  const sheet = parseSheet(utf8(readFileSync(file), file), file);
  const known = new Set<string>();
  const taken = scenarios.flatMap(({ at, scenario }) => {
    const texts = new Map(scenario.wordings.filter(({ arm }) => arm !== "edit").map((one) => [textId(one), one.id]));
    const ofScenario = sheet.filter(({ text }) => texts.has(text));
    if (ofScenario.length === 0) return [];
    for (const { text } of ofScenario) known.add(text);
    const fresh: Mark[] = ofScenario.map((mark) => ({ ...mark, wording: texts.get(mark.text)!, reader, by }));
    const key = (mark: Mark) => JSON.stringify([mark.wording, mark.reader, mark.check]);
    const again = new Set(fresh.map(key));
    const kept = (scenario.marks ?? []).filter(
      (mark) => texts.get(mark.text) === mark.wording && !again.has(key(mark)),
    );
    const path = join(findScenario(at), "reading.csv");
    writeWhole(path, formatMarks([...kept, ...fresh]));
    const wordings = new Set(fresh.map(({ wording }) => wording)).size;
    return [{ scenario: scenario.id, file: path, wordings, marks: fresh.length }];
  });
  if (taken.length === 0)
    throw new Error(`${file}: none of its ${sheet.length} marks is of a text there is now: have the texts read again`);
  return { taken, unknown: [...new Set(sheet.map(({ text }) => text))].filter((text) => !known.has(text)) };
}
