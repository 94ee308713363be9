import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { csvText, withoutMark } from "../../lib/csv-text.ts";
import { writePrivate } from "../../lib/private.ts";
import { utf8 } from "../../lib/utf8.ts";
import { writeWhole } from "../../lib/whole.ts";

/**
 * A line of a sheet of labels, as it stands in the CSV file; all "" after the outcome where nobody
 * has labelled it.
 */
export interface SheetLine {
  id: string;
  outcome: string;
  /** "" with a labeller: the person could not tell. */
  label: string;
  labeller: string;
  reason: string;
}

/** The lines of a sheet to label. Throws where there is none. */
export function readSheet(file: string): SheetLine[] {
  return parse(file).data;
}

/**
 * Puts one person's label into a sheet, in place of their own before it, and keeps everybody
 * else's; a label of null takes theirs out. The file is replaced as a whole, so that it is never
 * half written. Throws on a trial and outcome that the sheet does not ask for.
 */
export function writeLabel(file: string, line: Omit<SheetLine, "label"> & { label: string | null }): void {
  const { data, fields } = parse(file);
  const { id, outcome, labeller, label, reason } = line;
  const asked = data.filter((each) => each.id === id && each.outcome === outcome);
  if (asked.length === 0) throw new Error(`${file} does not ask for ${outcome} of ${id}`);
  const lineOfLabeller = asked.find((each) => each.labeller.trim() === labeller);
  const at = lineOfLabeller ?? asked.find((each) => each.labeller.trim() === "");
  if (label !== null) {
    const labelled = { ...asked[0]!, label, labeller, reason };
    if (at) Object.assign(at, { label, labeller, reason });
    else data.splice(data.indexOf(asked.at(-1)!) + 1, 0, labelled);
  } else if (lineOfLabeller && asked.length > 1) data.splice(data.indexOf(lineOfLabeller), 1);
  else if (lineOfLabeller) Object.assign(lineOfLabeller, { label: "", labeller: "", reason: "" });
  writeWhole(file, csvText({ fields, data }), writePrivate);
}

function parse(file: string): { data: SheetLine[]; fields: string[] } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Error(`no sheet to label at ${file}: draw one, parallax label RUN --draw N`, { cause });
  }
  const { data, meta } = Papa.parse<Partial<SheetLine>>(utf8(bytes, file), { header: true, skipEmptyLines: "greedy" });
  const fields = [...new Set([...(meta.fields ?? []), "label", "labeller", "reason"])];
  if (!fields.includes("id") || !fields.includes("outcome"))
    throw new Error(`${file}: expected columns id and outcome`);
  const empty = { id: "", outcome: "", label: "", labeller: "", reason: "" };
  const plain = ({ labeller = "", reason = "" }: Partial<SheetLine>) => ({
    labeller: withoutMark(labeller),
    reason: withoutMark(reason),
  });
  return { data: data.map((line) => ({ ...empty, ...line, ...plain(line) })), fields };
}
