import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../../lib/utf8.ts";
import { fault } from "../fault.ts";
import type { Wording } from "../scenario.ts";
import type { Mark } from "./mark.ts";
import { parseMarks } from "./marks-file.ts";

/**
 * What readers made of a scenario's wordings, from `reading.csv` in its folder; none where there is
 * no such file. Throws on a fault of the file, and on a wording that is not there.
 */
export function loadMarks(dir: string, id: string, wordings: readonly Pick<Wording, "id">[]): Mark[] {
  const file = join(dir, "reading.csv");
  if (!existsSync(file)) return [];
  const place = `${id}/reading.csv`;
  const marks = parseMarks(utf8(readFileSync(file), place), place);
  const unknown = marks.find(({ wording }) => !wordings.some((each) => each.id === wording));
  if (unknown)
    throw fault(place, "wording", `no wordings/${unknown.wording}.md; take out its rows, or correct the name`);
  return marks;
}
