import Papa from "papaparse";
import { csvText, withoutMark } from "../../lib/csv-text.ts";
import { fault } from "../fault.ts";
import { markValues, readerChecks, type Mark, type ReaderCheck } from "./mark.ts";

const columns = ["wording", "text", "reader", "by", "check", "mark", "why"] as const;
type Row = Partial<Record<string, string>>;

/**
 * Marks as `reading.csv` has them, a row for each wording, reader and check. Throws on the first
 * fault, naming the file and its line: a column that is missing, a value that is none, a row twice.
 */
export function parseMarks(text: string, place: string): Mark[] {
  const seen = new Set<string>();
  return rowsOf(text, columns, place).map((row, i) => {
    const line = `line ${i + 2}`;
    const mark = { ...markOf(row, place, line), wording: filled(row, "wording", place, line) };
    const reader = filled(row, "reader", place, line);
    const by = row["by"];
    if (by !== "person" && by !== "model")
      throw fault(place, `${line}: by`, `"${by}" is nobody who reads; write person or model`);
    const key = JSON.stringify([mark.wording, reader, mark.check]);
    if (seen.has(key))
      throw fault(place, line, `${reader} marks ${mark.check} of ${mark.wording} twice; take one row out`);
    seen.add(key);
    return { ...mark, reader, by };
  });
}

/**
 * A filled-in sheet's marks; rows without a mark are left out. Throws as {@link parseMarks} does.
 */
export function parseSheet(text: string, place: string): Pick<Mark, "text" | "check" | "mark" | "why">[] {
  const seen = new Set<string>();
  return rowsOf(text, ["text", "check", "mark"], place).flatMap((row, i) => {
    if ((row["mark"] ?? "") === "") return [];
    const [line, mark] = [`line ${i + 2}`, markOf(row, place, `line ${i + 2}`)];
    const key = `${mark.text} ${mark.check}`;
    if (seen.has(key)) throw fault(place, line, `marks ${mark.check} of ${mark.text} twice; take one row out`);
    seen.add(key);
    return [mark];
  });
}

/** Marks as the text of `reading.csv`, in order of wording, reader and check. */
export function formatMarks(marks: readonly Mark[]): string {
  const key = ({ wording, reader, check }: Mark) =>
    [wording, reader, Object.keys(readerChecks).indexOf(check)].join("\t");
  const data = marks.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return csvText({ fields: [...columns], data });
}

function rowsOf(text: string, expected: readonly string[], place: string): Row[] {
  const { data, meta } = Papa.parse<Row>(text.replace(/^\uFEFF/, ""), { header: true, skipEmptyLines: "greedy" });
  const missing = expected.filter((name) => !meta.fields?.includes(name));
  if (missing.length > 0)
    throw fault(place, "line 1", `no column ${missing.join(", ")}; its columns are ${expected.join(",")}`);
  return data.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value).trim()])),
  );
}

function markOf(row: Row, place: string, line: string): Pick<Mark, "text" | "check" | "mark" | "why"> {
  const check = row["check"] as ReaderCheck;
  if (!Object.hasOwn(readerChecks, check))
    throw fault(place, `${line}: check`, `no "${check}"; use one of ${Object.keys(readerChecks).join(", ")}`);
  const mark = markValues.find((value) => String(value) === row["mark"]);
  if (mark === undefined) throw fault(place, `${line}: mark`, `"${row["mark"]}" is no mark; write 0, 1 or 2`);
  return { text: filled(row, "text", place, line), check, mark, why: withoutMark(row["why"] ?? "") };
}

function filled(row: Row, column: string, place: string, line: string): string {
  const value = row[column];
  if (!value) throw fault(place, `${line}: ${column}`, "is empty; fill it in, or take the row out");
  return value;
}
